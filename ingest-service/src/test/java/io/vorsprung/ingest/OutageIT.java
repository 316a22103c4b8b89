package io.vorsprung.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.vorsprung.common.wire.Topics;
import io.vorsprung.embedded.DeclaredTopics;
import io.vorsprung.embedded.EmbeddedBroker;
import io.vorsprung.embedded.FreePorts;
import io.vorsprung.embedded.TopicContents;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The broker goes away under load and comes back. */
@QuarkusTest
@TestSecurity(user = "tester", roles = "ingest")
@WithTestResource(OutageIT.Ports.class)
class OutageIT {

    private static final Duration AWAY = Duration.ofSeconds(30);
    private static final Duration BEFORE_AND_AFTER = Duration.ofSeconds(4);
    private static final int CLIENTS = 16;

    /** Bounds every answer: the delivery time-out of the default configuration, and what the machine needs. */
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(13);

    /** Where the broker will be; the test itself starts and stops it. */
    public static class Ports implements QuarkusTestResourceLifecycleManager {

        @Override
        public Map<String, String> start() {
            return Map.of(
                    "kafka.bootstrap.servers",
                    "localhost:" + FreePorts.next(),
                    // the broker is what gives way here, not the limit of one client (AccessIT)
                    "vorsprung.ingest.requests-per-second",
                    "1000000");
        }

        @Override
        public void stop() {}
    }

    private record Answer(String model, int status, Duration took, boolean retryAfter) {}

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @TestHTTPResource
    URI root;

    @TempDir
    Path directory;

    @Test
    void everyAcceptedEventIsOnTheTopicOnceAndEveryAnswerComesInTime() throws Exception {
        int port = Integer.parseInt(bootstrapServers.substring("localhost:".length()));
        int controllerPort = FreePorts.next();
        Queue<Answer> answers = new ConcurrentLinkedQueue<>();
        AtomicBoolean over = new AtomicBoolean();
        List<Thread> clients = new ArrayList<>();
        EmbeddedBroker broker = start(port, controllerPort);
        try {
            DeclaredTopics.load().createOn(bootstrapServers);
            AtomicInteger number = new AtomicInteger();
            for (int i = 0; i < CLIENTS; i++) {
                Thread client = new Thread(() -> tell(answers, number, over));
                client.start();
                clients.add(client);
            }
            Thread.sleep(BEFORE_AND_AFTER.toMillis());
            broker.close();
            Thread.sleep(AWAY.toMillis());
            int beforeReturn = answers.size();
            broker = start(port, controllerPort);
            Thread.sleep(BEFORE_AND_AFTER.toMillis());
            over.set(true);
            for (Thread client : clients) {
                client.join();
            }

            List<Answer> all = List.copyOf(answers);
            assertThat(all).extracting(Answer::status).containsOnly(202, 503);
            assertThat(all.stream().filter(answer -> answer.status() == 503)).allMatch(Answer::retryAfter);
            assertThat(all.subList(beforeReturn, all.size()))
                    .extracting(Answer::status)
                    .contains(202);
            assertThat(all.stream().map(Answer::took).max(Duration::compareTo))
                    .hasValueSatisfying(longest -> assertThat(longest).isLessThan(LONGEST_ANSWER));
            Map<String, Integer> onTopic = new HashMap<>();
            TopicContents.read(bootstrapServers, Topics.MODEL_RELEASES)
                    .forEach(record -> onTopic.merge(record.key(), 1, Integer::sum));
            assertThat(all.stream().filter(answer -> answer.status() == 202))
                    .hasSizeGreaterThan(100)
                    .allSatisfy(
                            answer -> assertThat(onTopic.get(answer.model())).isEqualTo(1));
        } finally {
            over.set(true);
            broker.close();
        }
    }

    private EmbeddedBroker start(int port, int controllerPort) throws IOException {
        return EmbeddedBroker.start(directory.resolve("kafka"), port, controllerPort, Map.of());
    }

    /** One event a request, each of its own; what is refused is not told again. */
    private void tell(Queue<Answer> answers, AtomicInteger number, AtomicBoolean over) {
        HttpClient client = HttpClient.newHttpClient();
        while (!over.get()) {
            String model = "outage-" + number.incrementAndGet();
            long started = System.nanoTime();
            try {
                HttpResponse<String> response = client.send(
                        HttpRequest.newBuilder(root.resolve("/v1/model-releases"))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString("{\"model\":\"" + model
                                        + "\",\"name\":\"x\",\"developers\":[],\"releasedOn\":\"2025-01-20\"}"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
                answers.add(new Answer(
                        model,
                        response.statusCode(),
                        Duration.ofNanos(System.nanoTime() - started),
                        response.headers().firstValue("Retry-After").isPresent()));
                if (response.statusCode() == 503) {
                    Thread.sleep(50);
                }
            } catch (IOException broken) {
                answers.add(new Answer(model, -1, Duration.ofNanos(System.nanoTime() - started), false));
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
