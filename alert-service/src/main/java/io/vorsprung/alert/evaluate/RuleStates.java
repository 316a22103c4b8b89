package io.vorsprung.alert.evaluate;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.vorsprung.alert.database.Sql;
import io.vorsprung.alert.lifecycle.RuleState;
import io.vorsprung.common.wire.EventJson;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** Where each rule stands, in PostgreSQL. Within the caller's transaction. */
@ApplicationScoped
class RuleStates {

    private static final String READ = "select rule_id, data from alerts.rule_state";
    private static final String PUT = "insert into alerts.rule_state (rule_id, data) select * from unnest(?, ?)"
            + " on conflict (rule_id) do update set data = excluded.data";

    private final Sql sql;

    RuleStates(Sql sql) {
        this.sql = sql;
    }

    /** A rule and where it stands, as JSON. */
    record Standing(String rule, String data) {

        RuleState state() {
            return parse(data);
        }
    }

    /** Of all rules that stand anywhere; the others stand at the start. */
    static Sql.Query<Standing> asking() {
        return new Sql.Query<>(Sql.Command.of(READ), RuleStates::read);
    }

    RuleState of(String rule) {
        return sql
                .rows(READ + " where rule_id = ?", statement -> statement.setString(1, rule), RuleStates::read)
                .stream()
                .findFirst()
                .map(Standing::state)
                .orElse(RuleState.START);
    }

    void put(String rule, RuleState state) {
        sql.tell(List.of(putting(Map.of(rule, state))));
    }

    static Sql.Command putting(Map<String, RuleState> states) {
        List<Map.Entry<String, RuleState>> each = List.copyOf(states.entrySet());
        return Sql.Command.of(
                PUT,
                each.stream().map(Map.Entry::getKey).toList(),
                each.stream().map(one -> EventJson.text(one.getValue())).toList());
    }

    private static Standing read(ResultSet row) throws SQLException {
        return new Standing(row.getString(1), row.getString(2));
    }

    private static RuleState parse(String data) {
        try {
            return EventJson.MAPPER.readValue(data, RuleState.class);
        } catch (JsonProcessingException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }
}
