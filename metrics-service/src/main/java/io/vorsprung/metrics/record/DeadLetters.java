package io.vorsprung.metrics.record;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import io.vorsprung.common.wire.DeadLetterHeaders;
import io.vorsprung.common.wire.Topics;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.jspecify.annotations.Nullable;

/** What can not be processed, with its reason and where it came from; acknowledged before the batch is. */
@ApplicationScoped
public class DeadLetters {

    private static final Set<String> RESENT_TO = Stream.concat(Topics.EVENTS.stream(), Stream.of(Topics.GAP_ESTIMATES))
            .collect(Collectors.toUnmodifiableSet());

    private final MutinyEmitter<byte[]> emitter;
    private final MeterRegistry meters;

    public DeadLetters(@Channel("dead-letters") MutinyEmitter<byte[]> emitter, MeterRegistry meters) {
        this.emitter = emitter;
        this.meters = meters;
    }

    void send(ConsumerRecord<String, byte[]> record, String reason) {
        send(
                Topics.DEAD_LETTERS,
                record.key(),
                DeadLetterHeaders.of(record, reason),
                record.value() == null ? new byte[0] : record.value());
        meters.counter("vorsprung.metrics.dead.letters").increment();
    }

    /**
     * To where it came from, as it was.
     *
     * @throws IllegalArgumentException where that is not one of our topics
     */
    public void resend(DeadLetterStore.Letter letter) {
        if (!RESENT_TO.contains(letter.originTopic())) {
            throw new IllegalArgumentException("not one of our topics: " + letter.originTopic());
        }
        Headers headers = new RecordHeaders();
        letter.headers().forEach(header -> headers.add(header.name(), header.value()));
        send(letter.originTopic(), letter.key(), headers, letter.value());
        meters.counter("vorsprung.metrics.dead.letters.resent").increment();
    }

    private void send(String topic, @Nullable String key, Headers headers, byte[] value) {
        var metadata = OutgoingKafkaRecordMetadata.<@Nullable String>builder()
                .withTopic(topic)
                .withKey(key)
                .withHeaders(headers)
                .build();
        emitter.sendMessageAndAwait(Message.of(value, Metadata.of(metadata)));
    }
}
