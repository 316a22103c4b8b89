package io.vorsprung.alert.subscription;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A subscription, as JSON, and its secrets. */
@Entity
@Table(name = "subscription")
class SubscriptionEntity extends PanacheEntityBase {

    @Id
    String id = "";

    String data = "";

    boolean enabled = true;

    /** Why it is not. */
    @Nullable
    String why;

    @Column(name = "created_at")
    Instant createdAt = Instant.EPOCH;

    @Nullable
    String secret;

    @Nullable
    @Column(name = "old_secret")
    String oldSecret;

    @Nullable
    @Column(name = "old_until")
    Instant oldUntil;
}
