/** Errors as clients see them: RFC 9457 problem details, and the mapping of exceptions to them that all services share. */
package io.vorsprung.common.problem;
