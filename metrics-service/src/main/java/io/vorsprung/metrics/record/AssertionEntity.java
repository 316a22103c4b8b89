package io.vorsprung.metrics.record;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A time at which an event was told. */
@Entity
@Table(name = "assertion")
class AssertionEntity {

    @Id
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
