package io.vorsprung.alert.evaluate;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.vorsprung.alert.lifecycle.RuleState;
import io.vorsprung.common.wire.EventJson;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Where each rule stands, in PostgreSQL. Within the caller's transaction. */
@ApplicationScoped
class RuleStates {

    RuleState of(String rule) {
        RuleStateEntity entity = RuleStateEntity.findById(rule);
        try {
            return entity == null ? RuleState.START : EventJson.MAPPER.readValue(entity.data, RuleState.class);
        } catch (JsonProcessingException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }

    void put(String rule, RuleState state) {
        RuleStateEntity before = RuleStateEntity.findById(rule);
        RuleStateEntity entity = before == null ? new RuleStateEntity() : before;
        entity.ruleId = rule;
        entity.data = new String(EventJson.write(state), StandardCharsets.UTF_8);
        if (before == null) {
            entity.persist();
        }
    }
}
