package io.vorsprung.alert.rule;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vorsprung.common.event.InvalidEvent;
import org.jspecify.annotations.Nullable;

/**
 * What a rule waits for; exactly one of the three.
 *
 * @param below the value falls below this
 * @param above the value rises above this
 * @param leaderChanges the value changes its sign
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Condition(
        @Nullable Double below,
        @Nullable Double above,
        @Nullable Boolean leaderChanges) {

    public Condition {
        int given = (below == null ? 0 : 1) + (above == null ? 0 : 1) + (Boolean.TRUE.equals(leaderChanges) ? 1 : 0);
        if (given != 1) {
            throw new InvalidEvent("condition", "one of below, above and leaderChanges", given + " of them");
        }
    }

    /** The threshold; absent for a change of leader. */
    public @Nullable Double threshold() {
        return below != null ? below : above;
    }
}
