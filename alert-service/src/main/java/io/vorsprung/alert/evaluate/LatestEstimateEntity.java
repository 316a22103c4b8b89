package io.vorsprung.alert.evaluate;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The newest estimate of a series, as JSON, and its offset. */
@Entity
@Table(name = "latest_estimate")
class LatestEstimateEntity extends PanacheEntityBase {

    @Id
    String series = "";

    @Column(name = "kafka_offset")
    long offset;

    @Nullable
    @Column(name = "known_at")
    Instant knownAt;

    String data = "";

    /** An estimate that was taken in before. On a topic that was made anew, offsets begin again; times do not. */
    boolean knows(long otherOffset, Instant otherKnownAt) {
        return offset >= otherOffset && (knownAt == null || !otherKnownAt.isAfter(knownAt));
    }
}
