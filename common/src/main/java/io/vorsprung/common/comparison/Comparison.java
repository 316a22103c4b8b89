package io.vorsprung.common.comparison;

import java.util.List;
import java.util.Optional;

/** A leader cohort against a follower cohort. Positive measures mean that the leader cohort leads. */
public record Comparison(String id, Cohort leader, Cohort follower) {

    /** The headline first. */
    public static final List<Comparison> BUILT_IN = List.of(
            new Comparison("us-cn", Cohort.US, Cohort.CN),
            new Comparison("us-open-cn-open", Cohort.US.open(), Cohort.CN.open()),
            new Comparison("us-closed-cn", Cohort.US.closed(), Cohort.CN),
            new Comparison("us-closed-cn-open", Cohort.US.closed(), Cohort.CN.open()),
            new Comparison("closed-open", Cohort.ALL.closed(), Cohort.ALL.open()));

    public static Optional<Comparison> builtIn(String id) {
        return BUILT_IN.stream()
                .filter(comparison -> comparison.id().equals(id))
                .findFirst();
    }
}
