package io.vorsprung.alert.delivery;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An alert that was told, as JSON. */
@Entity
@Table(name = "alert")
class AlertEntity extends PanacheEntityBase {

    @Id
    String id = "";

    @Nullable
    @Column(insertable = false, updatable = false)
    Long seq;

    String alert = "";
    String rule = "";
    String state = "";
    Instant at = Instant.EPOCH;
    String data = "";
}
