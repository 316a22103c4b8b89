package io.vorsprung.metrics.record;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A time at which an event was told. */
@Entity
@Table(name = "assertion")
class AssertionEntity extends PanacheEntityBase {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "assertion_seq")
    @SequenceGenerator(name = "assertion_seq", sequenceName = "assertion_seq", allocationSize = 500)
    @Nullable
    Long seq;

    String source = "";

    @Column(name = "event_id")
    String eventId = "";

    @Column(name = "recorded_at")
    Instant recordedAt = Instant.EPOCH;

    @Column(name = "recorded_by")
    @Nullable
    String recordedBy;
}
