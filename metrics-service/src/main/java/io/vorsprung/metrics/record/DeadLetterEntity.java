package io.vorsprung.metrics.record;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A dead letter and what became of it. */
@Entity
@Table(name = "dead_letter")
@IdClass(DeadLetterEntity.Place.class)
class DeadLetterEntity extends PanacheEntityBase {

    /** Its place on the topic of dead letters. */
    record Place(int partition, long offset) implements Serializable {}

    @Id
    @Column(name = "letter_partition")
    int partition;

    @Id
    @Column(name = "letter_offset")
    long offset;

    @Column(name = "received_at")
    Instant receivedAt = Instant.EPOCH;

    String reason = "";

    @Column(name = "origin_topic")
    String originTopic = "";

    @Column(name = "origin_partition")
    String originPartition = "";

    @Column(name = "origin_offset")
    String originOffset = "";

    @Column(name = "record_key")
    @Nullable
    String key;

    /** JSON of the original record's headers, each a name and the base64 of its value. */
    String headers = "";

    @Column(name = "record_value")
    byte[] value = {};

    String state = "";

    @Column(name = "decided_at")
    @Nullable
    Instant decidedAt;

    @Column(name = "decided_by")
    @Nullable
    String decidedBy;
}
