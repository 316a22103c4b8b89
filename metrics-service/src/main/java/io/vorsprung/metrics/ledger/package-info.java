/**
 * Everything that was told, and which of it counted when. Plain Java over the event contract; no framework. Start at
 * {@link io.vorsprung.metrics.ledger.Ledger}.
 */
package io.vorsprung.metrics.ledger;
