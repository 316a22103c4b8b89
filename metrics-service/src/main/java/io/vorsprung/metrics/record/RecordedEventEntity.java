package io.vorsprung.metrics.record;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A version of an event. */
@Entity
@Table(name = "recorded_event")
class RecordedEventEntity {

    @Id
    @Nullable
    Long seq;

    String source = "";
    String id = "";
    String type = "";

    @Column(name = "recorded_time_assumed")
    boolean recordedTimeAssumed;

    String data = "";
}
