package io.vorsprung.alert.evaluate;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.vorsprung.alert.condition.Observation.KnownPolicy;
import io.vorsprung.common.event.PolicyEvent;
import io.vorsprung.common.event.Retraction;
import io.vorsprung.common.wire.EventEnvelope;
import io.vorsprung.common.wire.EventJson;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** The policies that are known, in PostgreSQL. Within the caller's transaction. */
@ApplicationScoped
class PolicyStore {

    /** Takes in a policy, or a retraction of one. */
    void take(EventEnvelope event) {
        if (event.event() instanceof Retraction retraction) {
            PolicyEntity.update(
                    "withdrawn = true where eventId = ?1 and recordedAt <= ?2", retraction.event(), event.recordedAt());
        } else if (event.event() instanceof PolicyEvent policy) {
            PolicyEntity before = PolicyEntity.findById(policy.policy());
            if (before == null || !before.recordedAt.isAfter(event.recordedAt())) {
                PolicyEntity entity = before == null ? new PolicyEntity() : before;
                entity.policy = policy.policy();
                entity.eventId = event.id();
                entity.recordedAt = event.recordedAt();
                entity.history = event.recordedTimeAssumed();
                entity.withdrawn = false;
                entity.data = EventJson.text(policy);
                if (before == null) {
                    entity.persist();
                }
            }
        }
    }

    /** Those that may be news: told when they happened, and not withdrawn. */
    List<KnownPolicy> news() {
        return PolicyEntity.<PolicyEntity>list("history = false and withdrawn = false").stream()
                .map(entity -> {
                    try {
                        return new KnownPolicy(
                                EventJson.MAPPER.readValue(entity.data, PolicyEvent.class),
                                LocalDate.ofInstant(entity.recordedAt, ZoneOffset.UTC));
                    } catch (JsonProcessingException damaged) {
                        throw new UncheckedIOException(damaged);
                    }
                })
                .toList();
    }
}
