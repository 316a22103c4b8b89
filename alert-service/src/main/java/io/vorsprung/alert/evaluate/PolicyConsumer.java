package io.vorsprung.alert.evaluate;

import io.smallrye.common.annotation.Blocking;
import io.vorsprung.alert.AlertConfig;
import io.vorsprung.alert.delivery.OutboxRelay;
import io.vorsprung.common.outage.DatabaseOutage;
import io.vorsprung.common.wire.KafkaEvents;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** What governments announce. What can not be read is passed over: the metrics service puts it on the dead letters. */
@ApplicationScoped
public class PolicyConsumer {

    private final Evaluation evaluation;
    private final Recovery recovery;
    private final OutboxRelay relay;
    private final AlertConfig config;

    PolicyConsumer(Evaluation evaluation, Recovery recovery, OutboxRelay relay, AlertConfig config) {
        this.evaluation = evaluation;
        this.recovery = recovery;
        this.relay = relay;
        this.config = config;
    }

    @Incoming("policy-events")
    @Blocking
    public void consume(ConsumerRecord<String, byte[]> record) throws InterruptedException {
        recovery.await();
        if (KafkaEvents.decode(record) instanceof KafkaEvents.Decoded.Readable readable
                && DatabaseOutage.waitOut(config.retryDelay(), () -> evaluation.take(readable.envelope()))) {
            relay.wake();
        }
    }
}
