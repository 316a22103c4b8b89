package io.vorsprung.alert;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The packaged service as a process of its own, which can be killed. */
public final class AlertProcess implements AutoCloseable {

    private static final String KEY = key();

    private final Process process;
    private final int port;

    private AlertProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Returns at once. */
    public static AlertProcess start(String bootstrapServers, String jdbcUrl, int port, Path log, List<String> more)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx300m",
                "-Dquarkus.http.port=" + port,
                "-Dkafka.bootstrap.servers=" + bootstrapServers,
                "-Dquarkus.datasource.jdbc.url=" + jdbcUrl,
                "-Dquarkus.oidc.public-key=" + KEY,
                // a killed replica is given up sooner than in production
                "-Dmp.messaging.incoming.gap-estimates.session.timeout.ms=2000",
                "-Dmp.messaging.incoming.gap-estimates.heartbeat.interval.ms=500",
                "-Dvorsprung.alert.delivery.lease=2s",
                "-Dvorsprung.alert.delivery.poll=50ms",
                "-Dvorsprung.alert.webhook.allow-private=true",
                "-Dvorsprung.alert.webhook.allow-http=true",
                "-Dvorsprung.alert.rules-every=1s"));
        command.addAll(more);
        command.addAll(List.of("-jar", "target/quarkus-app/quarkus-run.jar"));
        return new AlertProcess(
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                        .start(),
                port);
    }

    public void awaitReady() {
        await().atMost(Duration.ofSeconds(60)).until(() -> process.isAlive() && status("/q/health/ready") == 200);
    }

    /** The body of an answer; empty where there is none. */
    public String get(String path) {
        try {
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                                    .timeout(Duration.ofSeconds(5))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException silent) {
            return "";
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    private int status(String path) {
        try {
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                                    .timeout(Duration.ofSeconds(5))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException silent) {
            return 0;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    /** SIGKILL. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }

    private static String key() {
        try {
            return Base64.getEncoder()
                    .encodeToString(KeyPairGenerator.getInstance("RSA")
                            .generateKeyPair()
                            .getPublic()
                            .getEncoded());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
