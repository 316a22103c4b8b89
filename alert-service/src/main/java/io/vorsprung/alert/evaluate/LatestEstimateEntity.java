package io.vorsprung.alert.evaluate;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import io.vorsprung.common.estimate.GapEstimate;
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

    /** Number of events that it is by. */
    long revision;

    String data = "";

    /**
     * Whether an estimate was taken in before, or is older. Intervals of what was known before may come after the point
     * estimates of what is known by now. On a topic that was made anew offsets begin again, in a database of events that was the
     * revision does: each is asked beside the time.
     */
    boolean isAhead(long otherOffset, GapEstimate other) {
        return knownAt != null
                && (offset >= otherOffset && !other.knownAt().isAfter(knownAt)
                        || revision > other.revision() && other.knownAt().isBefore(knownAt));
    }
}
