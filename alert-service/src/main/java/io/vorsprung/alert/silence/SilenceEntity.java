package io.vorsprung.alert.silence;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A silence, as JSON. */
@Entity
@Table(name = "silence")
class SilenceEntity extends PanacheEntityBase {

    @Id
    String id = "";

    String data = "";

    @Column(name = "from_at")
    Instant fromAt = Instant.EPOCH;

    @Column(name = "until_at")
    Instant untilAt = Instant.EPOCH;

    @Nullable
    @Column(name = "created_by")
    String createdBy;
}
