package io.vorsprung.alert.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.panache.common.Sort;
import io.vorsprung.common.alert.Alert;
import io.vorsprung.common.wire.EstimateRecords;
import io.vorsprung.common.wire.EventJson;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The alerts in PostgreSQL. Within the caller's transaction. */
@ApplicationScoped
public class AlertStore {

    private final EntityManager entities;

    public AlertStore(EntityManager entities) {
        this.entities = entities;
    }

    /** Keeps an alert and puts it into the outbox; one that is there already stays as it is and is not sent again. */
    public void add(Alert alert) {
        if (AlertEntity.findById(alert.id()) != null) {
            return;
        }
        AlertEntity entity = new AlertEntity();
        entity.id = alert.id();
        entity.alert = alert.alert();
        entity.rule = alert.rule();
        entity.state = alert.state().name();
        entity.at = alert.at();
        entity.data = new String(EstimateRecords.value(alert), StandardCharsets.UTF_8);
        entity.persist();
        OutboxEntity waiting = new OutboxEntity();
        waiting.alertId = alert.id();
        waiting.persist();
    }

    /** Newest first. */
    public List<Alert> newest(int offset, int limit) {
        return AlertEntity.<AlertEntity>findAll(Sort.descending("seq")).range(offset, offset + limit - 1).stream()
                .map(AlertStore::read)
                .toList();
    }

    /** Those whose crossing has fired and neither been resolved nor withdrawn, newest first. */
    public List<Alert> firing(int offset, int limit) {
        return AlertEntity.<AlertEntity>find("""
                        from AlertEntity a where a.state = 'FIRING' and not exists
                        (select 1 from AlertEntity b where b.alert = a.alert and b.state <> 'FIRING')
                        order by a.seq desc""").range(offset, offset + limit - 1).stream()
                .map(AlertStore::read)
                .toList();
    }

    public Optional<Alert> find(String id) {
        return AlertEntity.<AlertEntity>findByIdOptional(id).map(AlertStore::read);
    }

    /** Takes the oldest out of the outbox; they are back if the transaction does not commit. */
    List<Alert> takeWaiting(int most) {
        List<OutboxEntity> waiting = entities.createNativeQuery(
                        "select * from alerts.outbox order by seq limit :most for update skip locked",
                        OutboxEntity.class)
                .setParameter("most", most)
                .getResultList();
        List<Alert> taken = new ArrayList<>(waiting.size());
        for (OutboxEntity one : waiting) {
            find(one.alertId).ifPresent(taken::add);
            one.delete();
        }
        return taken;
    }

    private static Alert read(AlertEntity entity) {
        try {
            return EventJson.MAPPER.readValue(entity.data, Alert.class);
        } catch (JsonProcessingException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }
}
