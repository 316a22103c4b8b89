package io.vorsprung.alert.lifecycle;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Where a rule's alert stands. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "state")
@JsonSubTypes({
    @JsonSubTypes.Type(value = AlertState.Inactive.class, name = "inactive"),
    @JsonSubTypes.Type(value = AlertState.Pending.class, name = "pending"),
    @JsonSubTypes.Type(value = AlertState.Firing.class, name = "firing")
})
public sealed interface AlertState {

    /** The condition does not hold. */
    record Inactive() implements AlertState {}

    /** It holds, but not for long enough; counted in the estimate's days. */
    record Pending(LocalDate since) implements AlertState {

        /** Pending since the day on which it began to hold. */
        static Pending begin(AlertState from, LocalDate day) {
            return from instanceof Pending pending ? pending : new Pending(day);
        }
    }

    /**
     * An alert is out.
     *
     * @param alert its crossing
     * @param firedOn the estimate's day on which it fired
     * @param subject what it is about
     * @param clearedSince the estimate's day since which it is cleared but kept; absent while it holds
     */
    record Firing(
            String alert,
            Instant firedAt,
            LocalDate firedOn,
            @Nullable String subject,
            @Nullable LocalDate clearedSince)
            implements AlertState {

        /** It holds again. */
        Firing held() {
            return new Firing(alert, firedAt, firedOn, subject, null);
        }

        /** It is cleared, for the first time or still. */
        Firing cleared(LocalDate day) {
            return clearedSince == null ? new Firing(alert, firedAt, firedOn, subject, day) : this;
        }
    }
}
