package io.vorsprung.common.wire;

import java.util.List;

/** The names of the Kafka topics. Partitions and retention are in {@code kafka-topics.properties}. */
public final class Topics {

    public static final String MODEL_RELEASES = "vorsprung.model-releases";
    public static final String BENCHMARK_RESULTS = "vorsprung.benchmark-results";
    public static final String POLICY_EVENTS = "vorsprung.policy-events";
    public static final String ASSESSMENTS = "vorsprung.assessments";
    public static final String GAP_ESTIMATES = "vorsprung.gap-estimates";
    public static final String ALERTS = "vorsprung.alerts";
    public static final String DEAD_LETTERS = "vorsprung.dead-letters";

    /** The topics that facts and retractions are told on. */
    public static final List<String> EVENTS = List.of(MODEL_RELEASES, BENCHMARK_RESULTS, POLICY_EVENTS, ASSESSMENTS);

    private Topics() {}
}
