package io.vorsprung.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** From the POST of the result that moves the gap across a threshold to the alert on its topic. */
@Command(
        name = "alerts",
        mixinStandardHelpOptions = true,
        description = "From POST to alert, beside Kafka's own end-to-end latency, in the same run.")
final class AlertsCommand implements Callable<Integer> {

    private static final int HOPS = 3;
    private static final Latency BAR = new Latency(8, 10);
    private static final int PEER_WARM_UP = 50;
    private static final String RULE = "latency";
    private static final int PEER_RECORDS = 2_000;

    @Option(names = "--crossings", defaultValue = "1000", description = "how many (${DEFAULT-VALUE})")
    private int crossings;

    @Option(
            names = "--pause",
            defaultValue = "30",
            description = "milliseconds before each crossing and each hop, in which the forty-nine other estimates"
                    + " of the one before are evaluated (${DEFAULT-VALUE})")
    private int pause;

    @Option(names = "--warm-up", defaultValue = "1500", description = "crossings before those (${DEFAULT-VALUE})")
    private int warmUp;

    @Spec
    private CommandSpec spec;

    private record Latency(double p50, double p99) {

        static Latency of(double[] millis) {
            double[] sorted = millis.clone();
            Arrays.sort(sorted);
            return new Latency(sorted[sorted.length / 2], sorted[(int) (sorted.length * 0.99)]);
        }

        static Latency mean(Latency one, Latency other) {
            return new Latency((one.p50 + other.p50) / 2, (one.p99 + other.p99) / 2);
        }

        Latency timesThreeHops(Latency hop) {
            return new Latency(p50 / (HOPS * hop.p50), p99 / (HOPS * hop.p99));
        }

        boolean isWithin(Latency bar) {
            return p50 <= bar.p50 && p99 <= bar.p99;
        }

        void print(String what, int digits) {
            System.out.printf(Locale.ROOT, "| %s | %." + digits + "f | %." + digits + "f |%n", what, p50, p99);
        }
    }

    private record InTurn(Latency ours, Latency kafka) {}

    @Override
    public Integer call() throws Exception {
        atLeast("--crossings", 1, crossings);
        atLeast("--pause", 0, pause);
        atLeast("--warm-up", 0, warmUp);
        try (LocalStack stack = LocalStack.start(Map.of())) {
            Latency before = backToBack(stack);
            InTurn inTurn = inTurn(stack);
            Latency backToBack = Latency.mean(before, backToBack(stack));
            System.out.printf(
                    Locale.ROOT,
                    "%n%d crossings after %d to warm up, each followed by a record through Kafka alone (1 KB, acks=all);"
                            + " %d ms before each; Java %s, %d processors. Milliseconds.%n%n"
                            + "| | p50 | p99 |%n| --- | --- | --- |%n",
                    crossings,
                    warmUp,
                    pause,
                    Runtime.version(),
                    Runtime.getRuntime().availableProcessors());
            inTurn.ours.print("POST to alert on the topic", 1);
            backToBack.print("Kafka alone, one hop, back to back (before and after)", 2);
            inTurn.ours.timesThreeHops(backToBack).print("times three of those", 1);
            BAR.print("bar", 0);
            inTurn.kafka.print("Kafka alone, one hop, in turn with ours", 2);
            inTurn.ours.timesThreeHops(inTurn.kafka).print("times three of those", 1);
            return inTurn.ours.timesThreeHops(backToBack).isWithin(BAR) ? 0 : 1;
        }
    }

    private void atLeast(String option, int least, int was) {
        if (was < least) {
            throw new ParameterException(spec.commandLine(), option + ": expected at least " + least + ", was " + was);
        }
    }

    private InTurn inTurn(LocalStack stack) throws IOException, InterruptedException, ExecutionException {
        SwingingGap gap = SwingingGap.start(stack);
        try (KafkaHop hop = new KafkaHop(stack.bootstrapServers());
                KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
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
            double[] ours = new double[crossings];
            double[] kafka = new double[crossings];
            for (int i = -warmUp; i < crossings; i++) {
                Thread.sleep(pause);
                long began = System.nanoTime();
                gap.move(i);
                awaitAlert(consumer);
                double millis = (System.nanoTime() - began) / 1e6;
                Thread.sleep(pause);
                double hopMillis = hop.millis();
                if (i >= 0) {
                    ours[i] = millis;
                    kafka[i] = hopMillis;
                }
            }
            return new InTurn(Latency.of(ours), Latency.of(kafka));
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

    /** Kafka's own tool, for whoever reads along, and the same in nanoseconds. */
    private static Latency backToBack(LocalStack stack) throws IOException, InterruptedException, ExecutionException {
        try (KafkaHop hop = new KafkaHop(stack.bootstrapServers())) {
            System.out.println("EndToEndLatency:");
            new ProcessBuilder(
                            ProcessHandle.current().info().command().orElse("java"),
                            "-cp",
                            System.getProperty("java.class.path"),
                            "org.apache.kafka.tools.EndToEndLatency",
                            stack.bootstrapServers(),
                            KafkaHop.TOPIC,
                            Integer.toString(PEER_RECORDS),
                            "all",
                            Integer.toString(KafkaHop.BYTES))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                    .start()
                    .waitFor();
            hop.skipToEnd();
            double[] millis = new double[PEER_RECORDS];
            for (int i = -PEER_WARM_UP; i < PEER_RECORDS; i++) {
                double one = hop.millis();
                if (i >= 0) {
                    millis[i] = one;
                }
            }
            return Latency.of(millis);
        }
    }
}
