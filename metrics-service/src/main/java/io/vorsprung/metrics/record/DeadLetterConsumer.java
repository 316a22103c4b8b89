package io.vorsprung.metrics.record;

import io.smallrye.common.annotation.Blocking;
import io.vorsprung.common.outage.DatabaseOutage;
import io.vorsprung.metrics.MetricsConfig;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** The topic of dead letters into the database, where people see to them. A letter that is read again changes nothing. */
@ApplicationScoped
public class DeadLetterConsumer {

    private final DeadLetterStore store;
    private final MetricsConfig config;

    public DeadLetterConsumer(DeadLetterStore store, MetricsConfig config) {
        this.store = store;
        this.config = config;
    }

    @Incoming("dead-letters-in")
    @Blocking
    public void consume(ConsumerRecord<String, byte[]> letter) throws InterruptedException {
        DatabaseOutage.waitOut(config.retryDelay(), () -> store.keep(letter));
    }
}
