/**
 * Summaries of the gap, daily or weekly, with what moved it. Start at {@link io.vorsprung.alert.digest.DigestMaker}.
 */
package io.vorsprung.alert.digest;
