package io.vorsprung.ingest.intake;

import org.jspecify.annotations.Nullable;

/**
 * Who tells.
 *
 * @param name in the history of what they told; absent where nobody is asked who they are
 * @param tellsTime whether they may say themselves when an event was recorded (a CloudEvents {@code time}); else it is ours, now
 */
public record Teller(@Nullable String name, boolean tellsTime) {}
