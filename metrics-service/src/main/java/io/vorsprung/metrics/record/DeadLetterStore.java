package io.vorsprung.metrics.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.quarkus.panache.common.Sort;
import io.vorsprung.common.wire.DeadLetterHeaders;
import io.vorsprung.common.wire.EventJson;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Dead letters in PostgreSQL. */
@ApplicationScoped
public class DeadLetterStore {

    /** Not decided, sent to where it came from, or given up. */
    public enum State {
        OPEN,
        RESENT,
        DROPPED;

        String column() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        static State of(String column) {
            return valueOf(column.toUpperCase(java.util.Locale.ROOT));
        }
    }

    /** A header of the original record. */
    public record HeaderValue(String name, byte[] value) {}

    /**
     * A dead letter.
     *
     * @param id partition and offset on the topic of dead letters
     * @param originPartition and offset: as the one who gave up said, or empty
     */
    public record Letter(
            String id,
            Instant receivedAt,
            String reason,
            String originTopic,
            String originPartition,
            String originOffset,
            @Nullable String key,
            List<HeaderValue> headers,
            byte[] value,
            State state,
            @Nullable Instant decidedAt,
            @Nullable String decidedBy) {}

    private static final TypeReference<List<HeaderValue>> HEADERS = new TypeReference<>() {};

    /** @return whether it was not there */
    @Transactional
    public boolean keep(ConsumerRecord<String, byte[]> record) {
        if (DeadLetterEntity.findById(new DeadLetterEntity.Place(record.partition(), record.offset())) != null) {
            return false;
        }
        DeadLetterEntity letter = new DeadLetterEntity();
        letter.partition = record.partition();
        letter.offset = record.offset();
        letter.receivedAt = Instant.ofEpochMilli(record.timestamp());
        letter.reason = text(record, DeadLetterHeaders.REASON);
        letter.originTopic = text(record, DeadLetterHeaders.TOPIC);
        letter.originPartition = text(record, DeadLetterHeaders.PARTITION);
        letter.originOffset = text(record, DeadLetterHeaders.OFFSET);
        letter.key = record.key() == null ? null : storable(record.key());
        List<HeaderValue> original = new ArrayList<>();
        for (Header header : record.headers()) {
            if (!header.key().startsWith(DeadLetterHeaders.PREFIX) && header.value() != null) {
                original.add(new HeaderValue(header.key(), header.value()));
            }
        }
        letter.headers = storable(EventJson.text(original));
        letter.value = record.value() == null ? new byte[0] : record.value();
        letter.state = State.OPEN.column();
        letter.persist();
        return true;
    }

    /** Newest first. */
    @Transactional
    public List<Letter> list(State state, int offset, int limit) {
        return DeadLetterEntity.<DeadLetterEntity>find(
                        "state",
                        Sort.descending("receivedAt").and("partition").and("offset", Sort.Direction.Descending),
                        state.column())
                .range(offset, offset + limit - 1)
                .list()
                .stream()
                .map(DeadLetterStore::letter)
                .toList();
    }

    @Transactional
    public long count(State state) {
        return DeadLetterEntity.count("state", state.column());
    }

    @Transactional
    public Optional<Letter> find(String id) {
        return entity(id).map(DeadLetterStore::letter);
    }

    /** @return the letter as it is then; empty where there is none */
    @Transactional
    public Optional<Letter> decide(String id, State state, String by) {
        Optional<DeadLetterEntity> found = entity(id);
        found.ifPresent(letter -> {
            letter.state = state.column();
            letter.decidedAt = Instant.now();
            letter.decidedBy = by;
        });
        return found.map(DeadLetterStore::letter);
    }

    private static Optional<DeadLetterEntity> entity(String id) {
        if (!id.matches("\\d{1,9}-\\d{1,18}")) {
            return Optional.empty();
        }
        String[] parts = id.split("-", 2);
        return DeadLetterEntity.findByIdOptional(
                new DeadLetterEntity.Place(Integer.parseInt(parts[0]), Long.parseLong(parts[1])));
    }

    private static Letter letter(DeadLetterEntity entity) {
        try {
            return new Letter(
                    entity.partition + "-" + entity.offset,
                    entity.receivedAt,
                    entity.reason,
                    entity.originTopic,
                    entity.originPartition,
                    entity.originOffset,
                    entity.key,
                    EventJson.MAPPER.readValue(entity.headers, HEADERS),
                    entity.value,
                    State.of(entity.state),
                    entity.decidedAt,
                    entity.decidedBy);
        } catch (JsonProcessingException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }

    private static String text(ConsumerRecord<String, byte[]> record, String header) {
        Header found = record.headers().lastHeader(header);
        return found == null || found.value() == null
                ? ""
                : storable(new String(found.value(), StandardCharsets.UTF_8));
    }

    /** PostgreSQL's text has no NUL. */
    private static String storable(String text) {
        return text.replace('\u0000', '\ufffd');
    }
}
