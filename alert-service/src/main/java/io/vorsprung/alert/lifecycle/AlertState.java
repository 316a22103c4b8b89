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

    /** Of the last value that was seen: 1, −1, 0; absent before the first. */
    @Nullable
    Integer sign();

    /** The condition does not hold. */
    record Inactive(@Nullable Integer sign) implements AlertState {}

    /** It holds, but not for long enough; counted in the estimate's days. */
    record Pending(@Nullable Integer sign, LocalDate since) implements AlertState {}

    /** An alert is out. */
    record Firing(@Nullable Integer sign, String alert, Instant firedAt) implements AlertState {}
}
