package io.vorsprung.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left when a process is killed: everything that was accepted, and nothing that runs on. */
class KilledIT {

    private static final int OFFSET = 3000;
    private static final int RESULTS = 20_000;
    private static final int PART = 500;

    @TempDir
    Path directory;

    @Test
    void everyResultIsRecordedOnceThoughMetricsIsKilledMeanwhile() throws Exception {
        Ports ports = new Ports(OFFSET);
        DataDirectory data = new DataDirectory(directory);
        data.prepare(true);
        data.tokens().prepare();
        try (Stack stack = new Stack(Script.HOME, data, ports)) {
            stack.start();
            Api ingest = new Api(ports.ingest(), () -> data.tokens().token("ingest"));
            long accepted = 0;
            for (int first = 0; first < RESULTS; first += PART) {
                accepted += ingest.post("/v1/benchmark-results", "application/x-ndjson", results(first))
                        .path("accepted")
                        .asLong();
                if (first == RESULTS / 4) {
                    // some are recorded, many are not
                    await().untilAsserted(() ->
                            assertThat(recorded(ports, "recorded_event")).isPositive());
                    stack.child(Stack.Service.METRICS)
                            .process()
                            .destroyForcibly()
                            .waitFor();
                }
                if (first == RESULTS / 2) {
                    stack.launch(Stack.Service.METRICS);
                }
            }
            assertThat(accepted).isEqualTo(RESULTS);

            await().atMost(Duration.ofSeconds(90)).untilAsserted(() -> assertThat(recorded(ports, "recorded_event"))
                    .isEqualTo(RESULTS));
            assertThat(recorded(ports, "assertion")).isEqualTo(RESULTS);
            stack.awaitReady(Stack.Service.METRICS);
        }
        assertThat(data.running()).isEmpty();
    }

    @Test
    void deadChildEndsEverythingWithOneLineAndAnExitCode() throws Exception {
        Process up = up();
        await().atMost(Duration.ofSeconds(90)).until(() -> Files.exists(data().ready()));
        ProcessHandle ingest = data().running().stream()
                .filter(process -> process.info().commandLine().orElse("").contains("ingest-service"))
                .findFirst()
                .orElseThrow();

        ingest.destroyForcibly();

        Script.Outcome outcome = Script.outcome(up);
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err()).contains("ingest-service ended unexpectedly (exit code 137)");
        assertNothingIsLeft();
    }

    @Test
    void interruptStopsAllOfItWithoutComplaint() throws Exception {
        Process up = up();
        await().atMost(Duration.ofSeconds(90)).until(() -> Files.exists(data().ready()));

        assertInterruptEnds(up);
    }

    @Test
    void interruptWhileItStartsLeavesNothingBehind() throws Exception {
        Process up = up();
        // the supervisor and the broker are there; the database is on its way, the services are not
        await().atMost(Duration.ofSeconds(30))
                .until(() -> data().running().size() == 2 && Files.exists(data().postgres()));

        assertInterruptEnds(up);
    }

    private void assertInterruptEnds(Process up) throws Exception {
        new ProcessBuilder(
                        "kill",
                        "-INT",
                        Long.toString(data().supervisor().orElseThrow().pid()))
                .start()
                .waitFor();

        Script.Outcome outcome = Script.outcome(up);
        assertThat(outcome.exitCode()).isEqualTo(130);
        assertThat(outcome.err()).doesNotContain("vorsprung:");
        assertNothingIsLeft();
    }

    private void assertNothingIsLeft() {
        assertThat(data().running()).isEmpty();
        assertThat(ProcessHandle.allProcesses()
                        .filter(process ->
                                process.info().commandLine().orElse("").contains(directory.toString())))
                .isEmpty();
        new Ports(OFFSET).requireFree();
    }

    private Process up() throws Exception {
        return Script.start(
                "up",
                "--no-history",
                "--fresh",
                "--data",
                directory.toString(),
                "--port-offset",
                Integer.toString(OFFSET));
    }

    private DataDirectory data() {
        return new DataDirectory(directory);
    }

    @Test
    void portInUseIsSaidInOneLine() throws Exception {
        try (ServerSocket taken = new ServerSocket(new Ports(OFFSET).metrics(), 1, InetAddress.getLoopbackAddress())) {
            Script.Outcome outcome = Script.run(
                    "up", "--once", "--data", directory.toString(), "--port-offset", Integer.toString(OFFSET));

            assertThat(outcome.exitCode()).isEqualTo(1);
            assertThat(outcome.err().strip().lines()).hasSize(1);
            assertThat(outcome.err())
                    .contains("port " + taken.getLocalPort() + " (metrics-service) is in use", "--port-offset");
        }
    }

    private static byte[] results(int first) {
        StringBuilder lines = new StringBuilder();
        for (int i = first; i < first + PART; i++) {
            lines.append("{\"model\":\"m" + i / 50 + "\",\"benchmark\":\"b" + i % 50 + "\",\"score\":0."
                    + (1 + i * 7919 % 97)
                    + ",\"unit\":\"fraction\",\"evaluatedOn\":\"2026-01-01\",\"evaluator\":\"me\"}\n");
        }
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static long recorded(Ports ports, String table) throws Exception {
        try (var connection = DriverManager.getConnection(
                        "jdbc:postgresql://localhost:" + ports.database() + "/postgres", "postgres", "");
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select count(*) from metrics." + table)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
