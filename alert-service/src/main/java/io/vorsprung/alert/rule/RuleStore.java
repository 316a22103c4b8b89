package io.vorsprung.alert.rule;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.vorsprung.alert.database.Sql;
import io.vorsprung.common.wire.EventJson;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The rules in PostgreSQL. Within the caller's transaction. */
@ApplicationScoped
public class RuleStore {

    /** Of rules that were told over HTTP. */
    public static final String HTTP = "http";

    /** Of rules from files: this and the file's name. */
    public static final String FILE = "file:";

    private static final String READ = "select id, version, data, source from alerts.rule";
    private static final String READ_ALL = READ + " order by id";
    private static final String PUT = """
            insert into alerts.rule as kept (id, version, data, source) values (?, greatest(1, ?), ?, ?)
            on conflict (id) do update set version = greatest(kept.version + 1, excluded.version),
              data = excluded.data, source = excluded.source
            returning version""";

    private final Sql sql;

    /** They are asked for at every estimate, and seldom changed. */
    private final Map<String, Parsed> parsed = new ConcurrentHashMap<>();

    RuleStore(Sql sql) {
        this.sql = sql;
    }

    /**
     * A rule as it is kept.
     *
     * @param version how often it was replaced, from 1
     * @param source where it was said: {@code built-in}, {@value #HTTP}, or {@value #FILE} and a name
     */
    public record Versioned(Rule rule, int version, String source) {}

    /** A rule and the text that it was read from. */
    private record Parsed(String data, Rule rule) {}

    public List<Versioned> all() {
        return sql.rows(READ_ALL, none -> {}, this::read);
    }

    /** For {@link #all}, beside other questions. */
    public Sql.Query<Versioned> askingForAll() {
        return new Sql.Query<>(Sql.Command.of(READ_ALL), this::read);
    }

    public Optional<Versioned> find(String id) {
        return sql.rows(READ + " where id = ?", statement -> statement.setString(1, id), this::read).stream()
                .findFirst();
    }

    public long count() {
        return sql.rows("select count(*) from alerts.rule", none -> {}, row -> row.getLong(1))
                .get(0);
    }

    /** Creates or replaces; the version is at least {@code least}. */
    public Versioned put(Rule rule, String source, int least) {
        int version = sql.rows(
                        PUT,
                        statement -> {
                            statement.setString(1, rule.id());
                            statement.setInt(2, least);
                            statement.setString(3, EventJson.text(rule));
                            statement.setString(4, source);
                        },
                        row -> row.getInt(1))
                .get(0);
        return new Versioned(rule, version, source);
    }

    public boolean delete(String id) {
        return sql.update("delete from alerts.rule where id = ?", statement -> statement.setString(1, id)) > 0;
    }

    private Versioned read(ResultSet row) throws SQLException {
        String id = row.getString(1);
        String data = row.getString(3);
        Parsed known = parsed.get(id);
        if (known == null || !known.data.equals(data)) {
            known = new Parsed(data, parse(data));
            parsed.put(id, known);
        }
        return new Versioned(known.rule, row.getInt(2), row.getString(4));
    }

    private static Rule parse(String data) {
        try {
            return EventJson.MAPPER.readValue(data, Rule.class);
        } catch (JsonProcessingException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }
}
