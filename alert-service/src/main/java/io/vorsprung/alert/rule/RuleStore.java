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

    /** A rule and how often it was replaced, from 1. */
    public record Versioned(Rule rule, int version) {}

    public List<Versioned> all() {
        return RuleEntity.<RuleEntity>listAll(Sort.by("id")).stream()
                .map(RuleStore::read)
                .toList();
    }

    public Optional<Versioned> find(String id) {
        return RuleEntity.<RuleEntity>findByIdOptional(id).map(RuleStore::read);
    }

    /** Creates or replaces. */
    public Versioned put(Rule rule) {
        RuleEntity entity = RuleEntity.findById(rule.id());
        boolean isNew = entity == null;
        RuleEntity kept = entity == null ? new RuleEntity() : entity;
        kept.id = rule.id();
        kept.version++;
        kept.data = new String(EventJson.write(rule), StandardCharsets.UTF_8);
        if (isNew) {
            kept.persist();
        }
        return new Versioned(rule, kept.version);
    }

    public boolean delete(String id) {
        return RuleEntity.deleteById(id);
    }

    private static Versioned read(RuleEntity entity) {
        try {
            return new Versioned(EventJson.MAPPER.readValue(entity.data, Rule.class), entity.version);
        } catch (JsonProcessingException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }
}
