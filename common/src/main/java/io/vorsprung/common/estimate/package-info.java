/** What {@code vorsprung.gap-estimates} carries, and what the metrics service answers with. Imports annotations only. */
package io.vorsprung.common.estimate;
