package io.vorsprung.alert.rule;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.panache.common.Sort;
import io.vorsprung.common.wire.EventJson;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The rules in PostgreSQL. Within the caller's transaction. */
@ApplicationScoped
public class RuleStore {

    /** Of rules that were told over HTTP. */
    public static final String HTTP = "http";

    /** Of rules from files: this and the file's name. */
    public static final String FILE = "file:";

    /**
     * A rule as it is kept.
     *
     * @param version how often it was replaced, from 1
     * @param source where it was said
     */
    public record Versioned(Rule rule, int version, String source) {}

    public List<Versioned> all() {
        return RuleEntity.<RuleEntity>listAll(Sort.by("id")).stream()
                .map(RuleStore::read)
                .toList();
    }

    public Optional<Versioned> find(String id) {
        return RuleEntity.<RuleEntity>findByIdOptional(id).map(RuleStore::read);
    }

    public long count() {
        return RuleEntity.count();
    }

    /** Creates or replaces; the version is at least {@code least}. */
    public Versioned put(Rule rule, String source, int least) {
        RuleEntity entity = RuleEntity.findById(rule.id());
        boolean isNew = entity == null;
        RuleEntity kept = entity == null ? new RuleEntity() : entity;
        kept.id = rule.id();
        kept.version = Math.max(kept.version + 1, least);
        kept.data = new String(EventJson.write(rule), StandardCharsets.UTF_8);
        kept.source = source;
        if (isNew) {
            kept.persist();
        }
        return new Versioned(rule, kept.version, source);
    }

    public boolean delete(String id) {
        return RuleEntity.deleteById(id);
    }

    private static Versioned read(RuleEntity entity) {
        try {
            return new Versioned(EventJson.MAPPER.readValue(entity.data, Rule.class), entity.version, entity.source);
        } catch (JsonProcessingException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }
}
