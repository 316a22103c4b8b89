package io.vorsprung.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vorsprung.common.wire.KafkaEvents;
import io.vorsprung.common.wire.Topics;
import io.vorsprung.embedded.KafkaAndPostgres;
import io.vorsprung.embedded.TopicContents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** Files that are fetched again and again. */
@QuarkusTest
@WithTestResource(KafkaAndPostgres.class)
@WithTestResource(PullIT.AServer.class)
class PullIT {

    private static final String FILE =
            "model,benchmark,score,unit,evaluatedOn,evaluator\n" + "pulled,gpqa-diamond,0.5,fraction,2025-01-20,me\n";

    /** Fails at first, then has a file that does not change; says how often it was asked. */
    public static class AServer implements QuarkusTestResourceLifecycleManager {

        private final AtomicInteger asked = new AtomicInteger();
        private final AtomicInteger unchanged = new AtomicInteger();
        private HttpServer server;

        @Override
        public Map<String, String> start() {
            try {
                server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
                server.createContext("/file.csv", this::file);
                server.createContext("/too-large", exchange -> answer(exchange, 200, "x".repeat(5000)));
                server.createContext("/stalled", AServer::stalled);
                server.setExecutor(Executors.newCachedThreadPool());
                server.createContext("/counts", exchange -> answer(exchange, 200, asked + " " + unchanged));
                server.start();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
            String base = "http://localhost:" + server.getAddress().getPort();
            return Map.of(
                    "vorsprung.test.server",
                    base,
                    "vorsprung.ingest.pulls.stalled.url",
                    base + "/stalled",
                    "vorsprung.ingest.pulls.stalled.timeout",
                    "2s",
                    "vorsprung.ingest.pulls.mine.url",
                    base + "/file.csv",
                    "vorsprung.ingest.pulls.mine.every",
                    "1s",
                    "vorsprung.ingest.pulls.large.url",
                    base + "/too-large",
                    "vorsprung.ingest.pulls.large.format",
                    "cloudevents",
                    "vorsprung.ingest.pulls.large.max-size",
                    "1000");
        }

        @Override
        public void stop() {
            server.stop(0);
        }

        private void file(HttpExchange exchange) throws IOException {
            if (asked.incrementAndGet() == 1) {
                answer(exchange, 500, "not now");
            } else if ("\"v1\"".equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
                unchanged.incrementAndGet();
                exchange.sendResponseHeaders(304, -1);
                exchange.close();
            } else {
                exchange.getResponseHeaders().add("ETag", "\"v1\"");
                answer(exchange, 200, FILE);
            }
        }

        /** Says that more comes, and sends nothing. */
        private static void stalled(HttpExchange exchange) throws IOException {
            exchange.sendResponseHeaders(200, FILE.length());
            exchange.getResponseBody().write(FILE.getBytes(StandardCharsets.UTF_8), 0, 10);
            exchange.getResponseBody().flush();
        }

        private static void answer(HttpExchange exchange, int status, String body) throws IOException {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        }
    }

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Test
    void fileIsImportedOnceAfterAFailureAndThenOnlyAskedFor() throws Exception {
        URI counts = URI.create(ConfigProvider.getConfig().getValue("vorsprung.test.server", String.class) + "/counts");
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            String[] asked = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(counts).build(), HttpResponse.BodyHandlers.ofString())
                    .body()
                    .split(" ", -1);
            return Integer.parseInt(asked[1]) >= 2;
        });

        var told = TopicContents.read(bootstrapServers, Topics.BENCHMARK_RESULTS).stream()
                .filter(record -> record.key().equals("pulled"))
                .map(record -> ((KafkaEvents.Decoded.Readable) KafkaEvents.decode(record)).envelope())
                .toList();
        assertThat(told).singleElement().satisfies(event -> {
            assertThat(event.recordedBy()).isEqualTo("pull mine");
            assertThat(event.source()).isEqualTo("urn:vorsprung:import:csv");
        });
        assertThat(List.of(outcome("mine", "imported"), outcome("large", "imported")))
                .containsExactly(1.0, 0.0);
        assertThat(outcome("large", "failed")).isPositive();
        assertThat(outcome("stalled", "failed")).isPositive();
    }

    private static double outcome(String pull, String outcome) {
        return io.restassured.RestAssured.get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith("vorsprung_ingest_pulls_total")
                        && line.contains("outcome=\"" + outcome + "\"")
                        && line.contains("pull=\"" + pull + "\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }
}
