/** Who may do what, by the roles of a token, and how a refusal looks; the same in every service. */
package io.vorsprung.common.access;
