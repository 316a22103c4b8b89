package io.vorsprung.alert.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import io.vorsprung.alert.AlertConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhookSenderTest {

    private static final String TAKEN = "HTTP/1.1 204 No Content\r\n\r\n";

    private Vertx vertx;
    private WebhookSender sender;

    @BeforeEach
    void open() {
        vertx = Vertx.vertx();
        AlertConfig config = new SmallRyeConfigBuilder()
                .withMapping(AlertConfig.class)
                .addDiscoveredConverters()
                .withDefaultValue("vorsprung.alert.webhook.allow-http", "true")
                .withDefaultValue("vorsprung.alert.webhook.allow-private", "true")
                .withDefaultValue("vorsprung.alert.webhook.timeout", "1s")
                .build()
                .getConfigMapping(AlertConfig.class);
        sender = new WebhookSender(vertx, config);
    }

    @AfterEach
    void close() {
        sender.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** A receiver that answers, keeps the connection, and closes it as soon as something more comes on it. */
    @Test
    void receiverThatClosesWhatItKeptGetsTheNextMessageAtOnce() throws Exception {
        try (ServerSocket receiver = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread serving = new Thread(() -> serve(receiver), "receiver");
            serving.setDaemon(true);
            serving.start();

            for (int i = 0; i < 5; i++) {
                Answer answer = send(receiver, "message-" + i);
                assertThat(answer).isEqualTo(new Answer.Taken("HTTP 204"));
            }
        }
    }

    @Test
    void receiverThatNeverAnswersIsTriedAgainLater() throws Exception {
        // connected by the system, never accepted by anybody
        try (ServerSocket receiver = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            assertThat(send(receiver, "message"))
                    .isEqualTo(new Answer.Later("no answer within PT1S", Optional.empty()));
        }
    }

    private Answer send(ServerSocket receiver, String id) throws Exception {
        URI url = URI.create("http://127.0.0.1:" + receiver.getLocalPort() + "/");
        return sender.send(
                        new WebhookSender.Posted(url, id, Instant.EPOCH, new byte[] {'{', '}'}, List.of("whsec_AAAA")))
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }

    private static void serve(ServerSocket receiver) {
        while (true) {
            try {
                Socket connection = receiver.accept();
                Thread one = new Thread(() -> answerOnce(connection), "connection");
                one.setDaemon(true);
                one.start();
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void answerOnce(Socket connection) {
        try (connection;
                BufferedReader request = new BufferedReader(
                        new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII))) {
            for (String line = request.readLine(); line != null && !line.isEmpty(); line = request.readLine()) {
                // the head
            }
            request.skip(2);
            connection.getOutputStream().write(TAKEN.getBytes(StandardCharsets.US_ASCII));
            connection.getOutputStream().flush();
            request.read();
        } catch (IOException broken) {
            // the sender went
        }
    }
}
