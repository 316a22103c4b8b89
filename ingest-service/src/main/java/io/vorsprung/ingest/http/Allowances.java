package io.vorsprung.ingest.http;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.vorsprung.ingest.IngestConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** A bucket of tokens for each client (a second's worth), for the clients of the last minutes. */
@ApplicationScoped
public class Allowances {

    private static final int MOST_CLIENTS = 10_000;
    private static final Duration IDLE = Duration.ofMinutes(5);

    private final int perSecond;
    private final LoadingCache<String, Bucket> buckets;

    public Allowances(IngestConfig config) {
        this.perSecond = config.requestsPerSecond();
        this.buckets = Caffeine.newBuilder()
                .maximumSize(MOST_CLIENTS)
                .expireAfterAccess(IDLE)
                .build(key -> Bucket.builder()
                        .addLimit(limit -> limit.capacity(perSecond).refillGreedy(perSecond, Duration.ofSeconds(1)))
                        .build());
    }

    int perSecond() {
        return perSecond;
    }

    /** Whether one more request of {@code client} is allowed now. */
    boolean use(String client) {
        return perSecond <= 0 || buckets.get(client).tryConsume(1);
    }
}
