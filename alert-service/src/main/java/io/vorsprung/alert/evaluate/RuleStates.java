package io.vorsprung.alert.evaluate;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.vorsprung.alert.database.Sql;
import io.vorsprung.alert.lifecycle.RuleState;
import io.vorsprung.common.wire.EventJson;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where each rule stands, in PostgreSQL. Within the caller's transaction. */
@ApplicationScoped
class RuleStates {

    private static final String PUT = "insert into alerts.rule_state (rule_id, data) values (?, ?)"
            + " on conflict (rule_id) do update set data = excluded.data";

    private final Sql sql;

    RuleStates(Sql sql) {
        this.sql = sql;
    }

    private record Row(String rule, RuleState state) {}

    RuleState of(String rule) {
        return of(List.of(rule)).getOrDefault(rule, RuleState.START);
    }

    /** Those of the rules that stand anywhere; the others stand at the start. */
    Map<String, RuleState> of(Collection<String> rules) {
        Map<String, RuleState> found = new HashMap<>();
        if (!rules.isEmpty()) {
            sql.rows(
                            "select rule_id, data from alerts.rule_state where rule_id = any(?)",
                            statement -> Sql.texts(statement, 1, rules),
                            row -> new Row(row.getString(1), parse(row.getString(2))))
                    .forEach(row -> found.put(row.rule, row.state));
        }
        return found;
    }

    void put(String rule, RuleState state) {
        put(Map.of(rule, state));
    }

    void put(Map<String, RuleState> states) {
        sql.updateEach(PUT, states.entrySet(), (statement, entry) -> {
            statement.setString(1, entry.getKey());
            statement.setString(2, EventJson.text(entry.getValue()));
        });
    }

    private static RuleState parse(String data) {
        try {
            return EventJson.MAPPER.readValue(data, RuleState.class);
        } catch (JsonProcessingException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }
}
