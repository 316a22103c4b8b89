package io.vorsprung.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** From the POST of the result that moves the gap across a threshold to the alert on its topic. */
@Command(
        name = "alerts",
        mixinStandardHelpOptions = true,
        description = "From POST to alert, beside Kafka's own end-to-end latency, in the same run.")
final class AlertsCommand implements Callable<Integer> {

    private static final int HOPS = 3;
    private static final double MOST_P50 = 8;
    private static final double MOST_P99 = 10;
    private static final int PEER_WARM_UP = 50;
    private static final String RULE = "latency";
    private static final String PEER_TOPIC = "bench-latency";
    private static final int PEER_RECORDS = 2_000;
    private static final int PEER_BYTES = 1_024;

    @Option(names = "--crossings", defaultValue = "1000", description = "how many (${DEFAULT-VALUE})")
    private int crossings;

    @Option(
            names = "--pause",
            defaultValue = "30",
            description =
                    "milliseconds before each, in which the forty-nine other estimates of the one before are evaluated"
                            + " (${DEFAULT-VALUE})")
    private int pause;

    @Option(names = "--warm-up", defaultValue = "1500", description = "crossings before those (${DEFAULT-VALUE})")
    private int warmUp;

    private record Latency(double p50, double p99) {}

    @Override
    public Integer call() throws Exception {
        try (LocalStack stack = LocalStack.start(Map.of())) {
            Latency before = kafka(stack);
            Latency ours = ours(stack);
            Latency after = kafka(stack);
            Latency kafka = new Latency((before.p50 + after.p50) / 2, (before.p99 + after.p99) / 2);
            double p50 = ours.p50 / (HOPS * kafka.p50);
            double p99 = ours.p99 / (HOPS * kafka.p99);
            System.out.printf(
                    Locale.ROOT,
                    "%n%d crossings after %d to warm up, one after the other, %d ms apart; Java %s, %d processors."
                            + " Milliseconds.%n%n"
                            + "| | p50 | p99 |%n| --- | --- | --- |%n"
                            + "| POST to alert on the topic | %.1f | %.1f |%n"
                            + "| Kafka alone, one hop (1 KB, acks=all; mean of before and after) | %.2f | %.2f |%n"
                            + "| times three hops of Kafka | %.1f | %.1f |%n| bar | %.0f | %.0f |%n",
                    crossings,
                    warmUp,
                    pause,
                    Runtime.version(),
                    Runtime.getRuntime().availableProcessors(),
                    ours.p50,
                    ours.p99,
                    kafka.p50,
                    kafka.p99,
                    p50,
                    p99,
                    MOST_P50,
                    MOST_P99);
            return p50 <= MOST_P50 && p99 <= MOST_P99 ? 0 : 1;
        }
    }

    private Latency ours(LocalStack stack) throws IOException, InterruptedException {
        SwingingGap gap = SwingingGap.start(stack);
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", stack.bootstrapServers(), "fetch.max.wait.ms", 100),
                new StringDeserializer(),
                new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor("vorsprung.alerts").stream()
                    .map(info -> new TopicPartition("vorsprung.alerts", info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
            partitions.forEach(consumer::position);
            gap.rule(RULE);
            double[] millis = new double[crossings];
            for (int i = -warmUp; i < crossings; i++) {
                Thread.sleep(pause);
                long began = System.nanoTime();
                gap.move(i);
                awaitAlert(consumer);
                if (i >= 0) {
                    millis[i] = (System.nanoTime() - began) / 1e6;
                }
            }
            Arrays.sort(millis);
            return new Latency(millis[crossings / 2], millis[(int) (crossings * 0.99)]);
        }
    }

    private static void awaitAlert(KafkaConsumer<String, String> consumer) throws IOException {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (System.nanoTime() < deadline) {
            for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(100))) {
                if (record.key().equals(RULE)) {
                    return;
                }
            }
        }
        throw new IOException("no alert within 20 s");
    }

    /**
     * What Kafka's own EndToEndLatency does, a record of 1 KB at a time with acks=all, in nanoseconds: the tool itself, which is
     * run beside it, gives whole milliseconds.
     */
    private static Latency kafka(LocalStack stack) throws IOException, InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(PEER_TOPIC, 1, (short) 1)))
                    .all()
                    .get();
        } catch (ExecutionException failed) {
            if (!(failed.getCause() instanceof TopicExistsException)) {
                throw failed;
            }
        }
        System.out.println("EndToEndLatency:");
        new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.apache.kafka.tools.EndToEndLatency",
                        stack.bootstrapServers(),
                        PEER_TOPIC,
                        Integer.toString(PEER_RECORDS),
                        "all",
                        Integer.toString(PEER_BYTES))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .start()
                .waitFor();
        return hop(stack);
    }

    private static Latency hop(LocalStack stack) throws InterruptedException, ExecutionException {
        TopicPartition partition = new TopicPartition(PEER_TOPIC, 0);
        byte[] value = new byte[PEER_BYTES];
        double[] millis = new double[PEER_RECORDS];
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", stack.bootstrapServers(), "acks", "all", "linger.ms", 0),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
                KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                        Map.of("bootstrap.servers", stack.bootstrapServers(), "fetch.max.wait.ms", 0),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToEnd(List.of(partition));
            consumer.position(partition);
            for (int i = -PEER_WARM_UP; i < PEER_RECORDS; i++) {
                long began = System.nanoTime();
                producer.send(new ProducerRecord<>(PEER_TOPIC, value)).get();
                while (consumer.poll(Duration.ofSeconds(10)).isEmpty()) {
                    // it comes
                }
                if (i >= 0) {
                    millis[i] = (System.nanoTime() - began) / 1e6;
                }
            }
        }
        Arrays.sort(millis);
        return new Latency(millis[PEER_RECORDS / 2], millis[(int) (PEER_RECORDS * 0.99)]);
    }
}
