/** A cohort's best over time: a staircase. Imports {@code java.*} only. */
package io.vorsprung.metrics.frontier;
