package io.vorsprung.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vorsprung.alert.Breakpoint.Place;
import io.vorsprung.alert.delivery.Receiver;
import io.vorsprung.common.alert.Alert;
import io.vorsprung.common.wire.EventJson;
import io.vorsprung.common.wire.Topics;
import io.vorsprung.embedded.DeclaredTopics;
import io.vorsprung.embedded.EmbeddedBroker;
import io.vorsprung.embedded.EmbeddedDatabase;
import io.vorsprung.embedded.FreePorts;
import io.vorsprung.embedded.TopicContents;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service as packaged, killed; beside a real broker, database and receiver. */
class KilledIT {

    private static final String ALERT = "io.vorsprung.alert.";

    /** Every step from the estimate to the receiver. */
    private static final List<Place> STEPS = List.of(
            new Place(ALERT + "evaluate.EstimateConsumer", "consume", false),
            new Place(ALERT + "database.Sql", "tell", false),
            new Place(ALERT + "database.Sql", "tell", true),
            new Place(ALERT + "evaluate.Evaluation", "take", true),
            new Place(ALERT + "delivery.OutboxRelay", "wake", false),
            new Place(ALERT + "delivery.AlertStore", "takeWaiting", true),
            new Place(ALERT + "delivery.Outbox", "sendWaiting", true),
            new Place(ALERT + "delivery.Deliveries", "pick", true),
            new Place(ALERT + "webhook.WebhookSender", "send", false),
            new Place(ALERT + "delivery.Deliveries", "finish", false));

    private static final LocalDate DAY = LocalDate.parse("2026-01-01");

    @TempDir
    Path directory;

    private EmbeddedBroker broker;
    private EmbeddedDatabase database;
    private Receiver receiver;
    private Stream stream;
    private int day;
    private final List<AlertProcess> started = new ArrayList<>();

    @BeforeEach
    void open() throws Exception {
        broker = EmbeddedBroker.start(
                directory.resolve("kafka"),
                FreePorts.next(),
                FreePorts.next(),
                Map.of("group.min.session.timeout.ms", "1000"));
        DeclaredTopics.load().createOn(broker.bootstrapServers());
        database = EmbeddedDatabase.start(directory.resolve("postgres"), FreePorts.next());
        receiver = new Receiver();
        stream = new Stream(broker.bootstrapServers());
        Files.createDirectories(directory.resolve("rules"));
        Files.writeString(directory.resolve("rules/rules.yaml"), """
                - {id: killed, name: Killed, comparison: us-cn, measure: lag, condition: {below: 6}}
                - {id: beside, name: Beside, comparison: us-cn, measure: lag-bound, condition: {below: 6}}
                """);
    }

    @AfterEach
    void close() throws Exception {
        for (AlertProcess one : started) {
            one.close();
        }
        stream.close();
        receiver.close();
        database.close();
        broker.close();
    }

    @Test
    void killedAtEveryStepItTellsEachCrossingOnce() throws Exception {
        int debugPort = FreePorts.next();
        AlertProcess service =
                start("-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:" + debugPort);
        ready(service);
        subscribe();
        crossing(8.0);
        int crossings = 0;
        for (Place step : STEPS) {
            Breakpoint breakpoint = Breakpoint.set(debugPort, step);
            double value = crossings % 2 == 0 ? 5.0 : 8.0;
            crossing(value);
            crossings++;
            assertThat(breakpoint.await(Duration.ofSeconds(30)))
                    .as("came by %s", step)
                    .isTrue();
            service.kill();

            debugPort = FreePorts.next();
            service = start("-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:" + debugPort);
            service.awaitReady();
            int expected = crossings;
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                assertThat(told("killed")).as("after %s", step).hasSize(expected);
                assertThat(reached("killed")).as("after %s", step).hasSize(expected);
            });
        }
        List<Alert.State> states = List.copyOf(told("killed").values());
        for (int i = 0; i < states.size(); i++) {
            assertThat(states.get(i)).isEqualTo(i % 2 == 0 ? Alert.State.FIRING : Alert.State.RESOLVED);
        }
        assertThat(reached("killed")).isEqualTo(told("killed"));
    }

    /** prometheus/alertmanager 4108, 2158: doubles of a pair after a receiver that failed. */
    @Test
    void ofTwoReplicasEitherMayBeKilledWhileTheReceiverFails() throws Exception {
        receiver.answer(path -> 500);
        String soon = "-Dvorsprung.alert.delivery.retries=300ms,300ms,300ms,300ms,300ms,300ms,300ms,300ms,300ms,300ms,"
                + "1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s";
        AlertProcess one = start(soon);
        ready(one);
        AlertProcess other = start(soon);
        other.awaitReady();
        subscribe();
        crossing(8.0);
        for (int i = 0; i < 3; i++) {
            crossing(5.0);
            crossing(8.0);
        }
        await().untilAsserted(() -> assertThat(receiver.at("/hook").size()).isGreaterThan(4));
        one.kill();
        crossing(5.0);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(told("killed")).hasSize(7));
        AlertProcess third = start(soon);
        third.awaitReady();
        other.kill();
        crossing(8.0);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(told("killed")).hasSize(8));
        assertThat(receiver.taken("/hook")).isEmpty();
        receiver.answer(path -> 200);

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(reached("killed")).hasSize(8);
            assertThat(reached("beside")).hasSize(8);
        });
        for (String rule : List.of("killed", "beside")) {
            assertThat(List.copyOf(reached(rule).entrySet()))
                    .isEqualTo(List.copyOf(told(rule).entrySet()));
        }
        // after the outage each was taken once: nobody was killed since
        assertThat(receiver.taken("/hook")).extracting(Receiver.Got::id).doesNotHaveDuplicates();
    }

    @Test
    void anEmptyDatabaseReadsWhatWasToldAndTellsNothingAgain() throws Exception {
        AlertProcess service = start();
        ready(service);
        crossing(8.0);
        crossing(5.0);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(told("killed")).hasSize(1));
        service.kill();
        sql("drop schema alerts cascade");

        AlertProcess again = start();
        ready(again);
        await().untilAsserted(() -> assertThat(again.get("/v1/rules/killed")).contains("\"state\":\"firing\""));
        crossing(5.1);
        crossing(8.0);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(told("killed")).hasSize(2));

        assertThat(told("killed").values()).containsExactly(Alert.State.FIRING, Alert.State.RESOLVED);
        assertThat(TopicContents.read(broker.bootstrapServers(), Topics.ALERTS)).hasSize(4);
    }

    private AlertProcess start(String... more) throws Exception {
        List<String> options = new ArrayList<>(List.of(more));
        options.add("-Dvorsprung.alert.rules-directory=" + directory.resolve("rules"));
        AlertProcess process = AlertProcess.start(
                broker.bootstrapServers(), database.jdbcUrl(), FreePorts.next(), directory.resolve("log"), options);
        started.add(process);
        return process;
    }

    private static void ready(AlertProcess service) {
        service.awaitReady();
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(service.get("/v1/rules")).contains("\"killed\"", "file:rules.yaml"));
    }

    /** A day on: both series have this value. */
    private void crossing(double value) throws Exception {
        day++;
        stream.send(
                Estimates.lag(DAY.plusDays(day)).value(value),
                Estimates.of("lag-bound", DAY.plusDays(day)).value(value));
    }

    private void subscribe() throws Exception {
        sql(
                "insert into alerts.subscription (id, data, enabled, created_at, secret) values ('hook', '{\"id\":\"hook\",\"url\":\""
                        + receiver.url("/hook")
                        + "\"}', true, now() - interval '1 hour', 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw')");
    }

    private void sql(String statement) throws Exception {
        try (var connection = DriverManager.getConnection(database.jdbcUrl(), database.user(), "");
                Statement sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    /** What is on the topic of a rule, by identifier, in order; a double would be one too many of another identifier. */
    private Map<String, Alert.State> told(String rule) throws Exception {
        Map<String, Alert.State> told = new LinkedHashMap<>();
        for (ConsumerRecord<String, byte[]> record : TopicContents.read(broker.bootstrapServers(), Topics.ALERTS)) {
            if (record.key().equals(rule)) {
                Alert alert = EventJson.MAPPER.readValue(record.value(), Alert.class);
                told.put(alert.id(), alert.state());
            }
        }
        return told;
    }

    /** What the receiver took, by identifier, in order. */
    private Map<String, Alert.State> reached(String rule) throws Exception {
        Map<String, Alert.State> reached = new LinkedHashMap<>();
        for (Receiver.Got got : receiver.taken("/hook")) {
            Alert alert = EventJson.MAPPER.treeToValue(
                    EventJson.MAPPER.readTree(got.body()).path("data"), Alert.class);
            if (alert.rule().equals(rule)) {
                assertThat(got.id()).isEqualTo(alert.id());
                reached.put(alert.id(), alert.state());
            }
        }
        return reached;
    }
}
