package io.vorsprung.alert.evaluate;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** The newest estimate of a series, as JSON, and its offset. */
@Entity
@Table(name = "latest_estimate")
class LatestEstimateEntity extends PanacheEntityBase {

    @Id
    String series = "";

    @Column(name = "kafka_offset")
    long offset;

    String data = "";
}
