package io.vorsprung.alert.subscription;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.panache.common.Sort;
import io.vorsprung.alert.AlertConfig;
import io.vorsprung.common.wire.EventJson;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The subscriptions in PostgreSQL. Secrets are made here, and leave once: when they are made. */
@ApplicationScoped
@Transactional
public class SubscriptionStore {

    private static final String PREFIX = "whsec_";
    private static final int SECRET_BYTES = 32;

    /**
     * A subscription as it is kept.
     *
     * @param why it is disabled
     */
    public record Kept(
            Subscription subscription,
            boolean enabled,
            @Nullable String why,
            Instant createdAt) {}

    /** A subscription and its new secret; absent for e-mail. */
    public record WithSecret(Kept kept, @Nullable String secret) {}

    private final Clock clock;
    private final AlertConfig config;
    private final EntityManager entities;
    private final SecureRandom random = new SecureRandom();

    public SubscriptionStore(Clock clock, AlertConfig config, EntityManager entities) {
        this.clock = clock;
        this.config = config;
        this.entities = entities;
    }

    /** Creates one with a new secret, or replaces one, which keeps its secret and is enabled again. */
    public WithSecret put(Subscription subscription) {
        SubscriptionEntity before = SubscriptionEntity.findById(subscription.id());
        SubscriptionEntity entity = before == null ? new SubscriptionEntity() : before;
        entity.id = subscription.id();
        entity.data = EventJson.text(subscription);
        entity.enabled = true;
        entity.why = null;
        @Nullable String made = null;
        if (before == null) {
            entity.createdAt = clock.instant();
            entity.persist();
        }
        if (subscription.url() != null && entity.secret == null) {
            made = secret();
            entity.secret = made;
        }
        return new WithSecret(read(entity), made);
    }

    /** A new secret; the old one signs beside it for a while. */
    public Optional<WithSecret> rotate(String id) {
        SubscriptionEntity entity = SubscriptionEntity.findById(id);
        if (entity == null || entity.secret == null) {
            return Optional.empty();
        }
        entity.oldSecret = entity.secret;
        entity.oldUntil = clock.instant().plus(config.webhook().rotation());
        entity.secret = secret();
        return Optional.of(new WithSecret(read(entity), entity.secret));
    }

    public long count() {
        return SubscriptionEntity.count();
    }

    public List<Kept> page(int offset, int limit) {
        return SubscriptionEntity.<SubscriptionEntity>findAll(Sort.by("id")).range(offset, offset + limit - 1).stream()
                .map(SubscriptionStore::read)
                .toList();
    }

    public List<Kept> enabled() {
        return SubscriptionEntity.<SubscriptionEntity>list("enabled = true order by id").stream()
                .map(SubscriptionStore::read)
                .toList();
    }

    public Optional<Kept> find(String id) {
        return SubscriptionEntity.<SubscriptionEntity>findByIdOptional(id).map(SubscriptionStore::read);
    }

    /** The secrets that sign now, the newest first. */
    public List<String> secrets(String id) {
        SubscriptionEntity entity = SubscriptionEntity.findById(id);
        List<String> secrets = new ArrayList<>();
        if (entity != null && entity.secret != null) {
            secrets.add(entity.secret);
            if (entity.oldSecret != null
                    && entity.oldUntil != null
                    && clock.instant().isBefore(entity.oldUntil)) {
                secrets.add(entity.oldSecret);
            }
        }
        return secrets;
    }

    public void disable(String id, String why) {
        SubscriptionEntity.update("enabled = false, why = ?1 where id = ?2", why, id);
    }

    /** With everything that was or is to be sent to it. */
    public boolean delete(String id) {
        boolean there = SubscriptionEntity.deleteById(id);
        entities.flush();
        return there;
    }

    private String secret() {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return PREFIX + Base64.getEncoder().encodeToString(bytes);
    }

    private static Kept read(SubscriptionEntity entity) {
        try {
            return new Kept(
                    EventJson.MAPPER.readValue(entity.data, Subscription.class),
                    entity.enabled,
                    entity.why,
                    entity.createdAt);
        } catch (JsonProcessingException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }
}
