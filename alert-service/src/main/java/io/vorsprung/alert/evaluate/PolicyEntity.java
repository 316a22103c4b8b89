package io.vorsprung.alert.evaluate;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A policy, as it was told last. */
@Entity
@Table(name = "policy")
class PolicyEntity extends PanacheEntityBase {

    @Id
    String policy = "";

    @Column(name = "event_id")
    String eventId = "";

    @Column(name = "recorded_at")
    Instant recordedAt = Instant.EPOCH;

    /** Its recorded time is a convention: it rings no bell. */
    boolean history;

    boolean withdrawn;

    String data = "";
}
