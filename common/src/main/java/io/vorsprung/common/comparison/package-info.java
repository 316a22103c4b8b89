/**
 * Who is set against whom: cohorts of models by country and access, and the comparisons made of them. Imports the event
 * records only. Start at {@link io.vorsprung.common.comparison.Comparison}.
 */
package io.vorsprung.common.comparison;
