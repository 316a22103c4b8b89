package io.vorsprung.alert.delivery;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An alert that subscribers are still to be picked for. */
@Entity
@Table(name = "fanout")
class FanoutEntity extends PanacheEntityBase {

    @Id
    @Nullable
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long seq;

    @Column(name = "alert_id")
    String alertId = "";

    /** When it was told: who subscribed after that is not told of it. */
    Instant at = Instant.EPOCH;
}
