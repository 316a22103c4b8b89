package io.vorsprung.alert.evaluate;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import io.vorsprung.alert.AlertConfig;
import io.vorsprung.alert.delivery.AlertStore;
import io.vorsprung.common.alert.Alert;
import io.vorsprung.common.wire.EventJson;
import io.vorsprung.common.wire.Topics;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;

/**
 * The topic of alerts is the record of what was told. An empty database reads it once, before the first estimate is evaluated:
 * what is firing there is not told again, and is resolved in its time.
 */
@ApplicationScoped
class Recovery {

    private static final Logger LOG = Logger.getLogger(Recovery.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final long LOCK = 0x766f7274L;

    private final AlertStore alerts;
    private final Evaluation evaluation;
    private final EntityManager entities;
    private final AlertConfig config;
    private final Clock clock;
    private final Map<String, Object> broker;
    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "recovery");

    Recovery(
            AlertStore alerts,
            Evaluation evaluation,
            EntityManager entities,
            AlertConfig config,
            Clock clock,
            @Identifier("default-kafka-broker") Map<String, Object> broker) {
        this.alerts = alerts;
        this.evaluation = evaluation;
        this.entities = entities;
        this.config = config;
        this.clock = clock;
        this.broker = broker;
    }

    /** Returns when what was told is known. */
    void await() throws InterruptedException {
        done.await();
    }

    boolean isDone() {
        return done.getCount() == 0;
    }

    void start(@Observes StartupEvent started) {
        thread.setDaemon(true);
        thread.start();
    }

    void stop(@Observes ShutdownEvent stopping) {
        thread.interrupt();
    }

    private void run() {
        while (!isDone()) {
            try {
                QuarkusTransaction.requiringNew().timeout(600).run(this::recover);
                done.countDown();
            } catch (RuntimeException failed) {
                LOG.warnf("can not read the alerts that were told, trying again: %s", failed.getMessage());
                try {
                    Thread.sleep(config.retryDelay().toMillis());
                } catch (InterruptedException stopped) {
                    return;
                }
            }
        }
    }

    private void recover() {
        entities.createNativeQuery("select 1 from pg_advisory_xact_lock(?1)")
                .setParameter(1, LOCK)
                .getSingleResult();
        Number before = (Number) entities.createNativeQuery("select count(*) from alerts.recovery")
                .getSingleResult();
        if (before.longValue() > 0) {
            return;
        }
        if (alerts.isEmpty()) {
            List<Alert> told = told();
            alerts.addTold(told);
            evaluation.resume();
            if (!told.isEmpty()) {
                LOG.infof("the database was empty: %d alerts were read back from their topic", told.size());
            }
        }
        entities.createNativeQuery("insert into alerts.recovery (id, done_at) values (1, ?1)")
                .setParameter(1, clock.instant())
                .executeUpdate();
    }

    /** Everything on the topic, in the order of each rule. */
    private List<Alert> told() {
        List<Alert> told = new ArrayList<>();
        Map<String, Object> settings = new HashMap<>(broker);
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.ALERTS).stream()
                    .map(info -> new TopicPartition(Topics.ALERTS, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.getOrDefault(one, 0L))) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                    read(record, told);
                }
            }
        }
        return told;
    }

    private static void read(ConsumerRecord<String, byte[]> record, List<Alert> into) {
        try {
            if (record.value() != null) {
                into.add(EventJson.MAPPER.readValue(record.value(), Alert.class));
            }
        } catch (IOException foreign) {
            LOG.warnf("what is on %s-%d at %d is not an alert", record.topic(), record.partition(), record.offset());
        }
    }
}
