/** Errors as clients see them: RFC 9457 problem details. Imports Jackson's annotations only. */
package io.vorsprung.common.problem;
