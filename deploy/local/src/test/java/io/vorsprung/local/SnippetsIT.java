package io.vorsprung.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/subscribe.md, snippet by snippet, against the system as it is started. */
class SnippetsIT {

    private static final Ports PORTS = new Ports(9500);
    private static final Path DOCUMENT = Script.HOME.resolve("docs/subscribe.md");

    @TempDir
    static Path data;

    @BeforeAll
    static void up() throws Exception {
        assertThat(vorsprung("up", "--detach", "--fresh").exitCode()).isZero();
        new Api(PORTS.alert(), () -> new Tokens(data.resolve("tokens")).token("operator"))
                .post(
                        "/v1/rules",
                        "application/json",
                        ("{\"id\":\"snippet\",\"name\":\"Snippet\",\"comparison\":\"us-cn\",\"measure\":\"lag\","
                                        + "\"condition\":{\"above\":0}}")
                                .getBytes(StandardCharsets.UTF_8));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(vorsprung("alerts").out()).contains("Snippet"));
    }

    @AfterAll
    static void down() throws Exception {
        assertThat(vorsprung("down").exitCode()).isZero();
    }

    @Test
    void kcatPrintsTheAlert() throws Exception {
        assumeThere("kcat");
        assertThat(run(List.of("sh", "-c", snippet("kcat", "sh")))).contains("snippet {", "Snippet");
    }

    @Test
    void pythonPrintsTheSummary() throws Exception {
        assumeThere("python3");
        assertThat(run(List.of("timeout", "5", "python3", "-c", snippet("Python", "python"))))
                .contains("firing: Snippet");
    }

    @Test
    void webhookIsMadeAndItsSignatureIsWhatThePythonSays() throws Exception {
        assumeThere("curl");
        assumeThere("python3");
        String answer = run(List.of("sh", "-c", snippet("A webhook", "sh").replace("~/.vorsprung", data.toString())));
        assertThat(answer).contains("\"secret\":\"whsec_", "\"id\":\"my-desk\"");

        String check = snippet("A webhook", "python") + """

                headers = {"webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek", "webhook-timestamp": "1614265330",
                    "webhook-signature": "v1,x v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="}
                print(is_ours("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", headers, '{"test": 2432232314}'))
                print(is_ours("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", headers, '{"test": 2432232315}'))
                """;
        assertThat(run(List.of("python3", "-c", check))).isEqualToIgnoringNewLines("TrueFalse");
    }

    /** Compiled and run with the project's own class path, until it has printed something. */
    @Test
    void javaPrintsTheAlert() throws Exception {
        Path source = data.resolve("Desk.java");
        Files.writeString(source, """
                import java.time.Duration;
                import java.util.List;
                import java.util.Map;
                import org.apache.kafka.clients.consumer.KafkaConsumer;
                import org.apache.kafka.common.serialization.StringDeserializer;

                class Desk {
                    public static void main(String[] arguments) {
                """ + snippet("Java", "java") + "}}\n");

        assertThat(run(List.of(
                        "timeout",
                        "15",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        Script.HOME.resolve("deploy/local/target/lib") + "/*",
                        source.toString())))
                .contains("\"rule\":\"snippet\"");
    }

    /** A fenced block of a section of the document, at our ports. */
    private static String snippet(String section, String language) throws IOException {
        String document = Files.readString(DOCUMENT);
        int begin = document.indexOf("\n## " + section + "\n");
        assertThat(begin).as(section).isPositive();
        int end = document.indexOf("\n## ", begin + 1);
        Matcher block = Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(document.substring(begin, end < 0 ? document.length() : end));
        assertThat(block.find()).as(section + " " + language).isTrue();
        return block.group(1)
                .replace("localhost:9092", "localhost:" + PORTS.kafka())
                .replace("localhost:8083", "localhost:" + PORTS.alert());
    }

    private static void assumeThere(String program) throws Exception {
        Assumptions.assumeTrue(
                new ProcessBuilder("sh", "-c", "command -v " + program).start().waitFor() == 0,
                program + " is not installed");
    }

    private static String run(List<String> command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor(1, TimeUnit.MINUTES);
        return said;
    }

    private static Script.Outcome vorsprung(String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--data", data.toString(), "--port-offset", Integer.toString(PORTS.offset())));
        return Script.run(all.toArray(String[]::new));
    }
}
