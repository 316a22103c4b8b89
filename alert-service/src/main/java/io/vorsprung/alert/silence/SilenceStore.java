package io.vorsprung.alert.silence;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.vorsprung.common.wire.EventJson;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The silences in PostgreSQL. */
@ApplicationScoped
@Transactional
public class SilenceStore {

    public void put(Silence silence) {
        SilenceEntity before = SilenceEntity.findById(silence.id());
        SilenceEntity entity = before == null ? new SilenceEntity() : before;
        entity.id = silence.id();
        entity.data = EventJson.text(silence);
        entity.fromAt = silence.from();
        entity.untilAt = silence.until();
        entity.createdBy = silence.createdBy();
        if (before == null) {
            entity.persist();
        }
    }

    /** Those that are not over, by their end. */
    public List<Silence> notOver(Instant now, int limit) {
        return SilenceEntity.<SilenceEntity>find("untilAt > ?1 order by untilAt, id", now).page(0, limit).stream()
                .map(SilenceStore::read)
                .toList();
    }

    public Optional<Silence> find(String id) {
        return SilenceEntity.<SilenceEntity>findByIdOptional(id).map(SilenceStore::read);
    }

    public boolean delete(String id) {
        return SilenceEntity.deleteById(id);
    }

    private static Silence read(SilenceEntity entity) {
        try {
            return EventJson.MAPPER.readValue(entity.data, Silence.class);
        } catch (JsonProcessingException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }
}
