package io.vorsprung.metrics.record;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A version of an event. */
@Entity
@Table(name = "recorded_event")
class RecordedEventEntity extends PanacheEntityBase {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "recorded_event_seq")
    @SequenceGenerator(name = "recorded_event_seq", sequenceName = "recorded_event_seq", allocationSize = 500)
    @Nullable
    Long seq;

    String source = "";
    String id = "";
    String type = "";

    @Column(name = "recorded_time_assumed")
    boolean recordedTimeAssumed;

    String data = "";
}
