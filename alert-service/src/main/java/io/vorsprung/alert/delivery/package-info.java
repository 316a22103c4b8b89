/**
 * How alerts leave: through the outbox to their topic, and as messages to subscribers, by webhook or e-mail, each on its own
 * time. May use {@code subscription} and {@code silence}. Start at {@link io.vorsprung.alert.delivery.AlertStore}.
 */
package io.vorsprung.alert.delivery;
