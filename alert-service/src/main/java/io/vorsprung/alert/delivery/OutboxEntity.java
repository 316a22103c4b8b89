package io.vorsprung.alert.delivery;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** An alert that is not on the topic yet. */
@Entity
@Table(name = "outbox")
class OutboxEntity extends PanacheEntityBase {

    @Id
    @Nullable
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long seq;

    @Column(name = "alert_id")
    String alertId = "";
}
