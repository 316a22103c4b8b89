package io.vorsprung.common.wire;

import io.vorsprung.common.event.AiEvent;
import io.vorsprung.common.event.Assessment;
import io.vorsprung.common.event.BenchmarkResult;
import io.vorsprung.common.event.ModelRelease;
import io.vorsprung.common.event.PolicyEvent;
import io.vorsprung.common.event.Retraction;
import java.util.List;
import java.util.Optional;

/** The events that can be told: CloudEvents type, JSON Schema, record, and the topics they go to. */
public enum EventType {
    MODEL_RELEASE("model-release", ModelRelease.class, List.of(Topics.MODEL_RELEASES)),
    BENCHMARK_RESULT("benchmark-result", BenchmarkResult.class, List.of(Topics.BENCHMARK_RESULTS)),
    POLICY_EVENT("policy-event", PolicyEvent.class, List.of(Topics.POLICY_EVENTS)),
    ASSESSMENT("assessment", Assessment.class, List.of(Topics.ASSESSMENTS)),
    /** A retraction goes to the topic of what it retracts, and to all of them where its type is not given. */
    RETRACTION("retraction", Retraction.class, Topics.EVENTS);

    private final String schema;
    private final Class<? extends AiEvent> record;
    private final List<String> topics;

    EventType(String schema, Class<? extends AiEvent> record, List<String> topics) {
        this.schema = schema;
        this.record = record;
        this.topics = topics;
    }

    /** The CloudEvents {@code type}, such as {@code io.vorsprung.model-release.v1}. */
    public String cloudEventType() {
        return "io.vorsprung." + schema + ".v1";
    }

    /** The name of its JSON Schema, such as {@code model-release}. */
    public String schema() {
        return schema;
    }

    public Class<? extends AiEvent> record() {
        return record;
    }

    /** Where {@code event} belongs. */
    public List<String> topicsFor(AiEvent event) {
        if (event instanceof Retraction retraction) {
            return Optional.ofNullable(retraction.type())
                    .flatMap(EventType::ofCloudEventType)
                    .map(type -> type.topics)
                    .orElse(topics);
        }
        return topics;
    }

    public static Optional<EventType> ofCloudEventType(String type) {
        for (EventType candidate : values()) {
            if (candidate.cloudEventType().equals(type)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    public static EventType of(AiEvent event) {
        for (EventType candidate : values()) {
            if (candidate.record.isInstance(event)) {
                return candidate;
            }
        }
        throw new IllegalStateException("an event without a type: " + event.getClass());
    }
}
