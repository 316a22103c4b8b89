package io.vorsprung.metrics.estimate;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The last estimate of a series that is on the topic. */
@Entity
@Table(name = "published_estimate")
class PublishedEstimateEntity extends PanacheEntityBase {

    @Id
    String series = "";

    @Column(name = "estimate_hash")
    String estimateHash = "";

    @Column(name = "state_hash")
    String stateHash = "";

    @Nullable
    @Column(name = "known_at")
    Instant knownAt;
}
