package io.vorsprung.alert.condition;

import io.vorsprung.common.estimate.GapEstimate;
import io.vorsprung.common.event.PolicyEvent;
import java.time.LocalDate;
import java.util.List;

/** What a rule is held against: an estimate of its series, and the policies that are known. */
public record Observation(GapEstimate estimate, List<KnownPolicy> policies) {

    /** @param toldOn the day on which it was recorded */
    public record KnownPolicy(PolicyEvent event, LocalDate toldOn) {}

    public Observation {
        policies = List.copyOf(policies);
    }

    public static Observation of(GapEstimate estimate) {
        return new Observation(estimate, List.of());
    }
}
