package io.vorsprung.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.vorsprung.common.wire.EventJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.DoublePredicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules over the bundled history, beside crossings that are worked out here, from the models' index alone. */
class BacktestIT {

    private static final Ports PORTS = new Ports(7500);
    private static final double DAYS_A_MONTH = 30.4375;

    /** All of the history, and nothing else. */
    private static final String KNOWN = "2026-10-31";

    private static final LocalDate FROM = LocalDate.parse("2023-06-01");
    private static final LocalDate TO = LocalDate.parse("2026-07-31");
    private static final Set<String> CHINA = Set.of("CN", "HK", "MO");

    @TempDir
    static Path data;

    private final Api metrics = new Api(PORTS.metrics());
    private final Api alert = new Api(PORTS.alert());

    private record Model(LocalDate on, double index, boolean us, boolean china) {}

    private record Crossing(LocalDate on, String until) {}

    @BeforeAll
    static void up() throws Exception {
        assertThat(vorsprung("up", "--detach", "--fresh").exitCode()).isZero();
    }

    @AfterAll
    static void down() throws Exception {
        assertThat(vorsprung("down").exitCode()).isZero();
    }

    @Test
    void crossingsOfTheDailyLagAreThoseOfAnIndependentComputation() throws Exception {
        double[] lag = lagByHand();
        assertThat(lag[lag.length - 1]).isCloseTo(148 / DAYS_A_MONTH, within(1e-9));

        compare("us-cn-lag-below-6", crossings(lag, value -> value < 6));
        compare("us-cn-lag-below-3", crossings(lag, value -> value < 3));
        compare("us-cn-lag-above-12", crossings(lag, value -> value > 12));

        Script.Outcome printed = vorsprung(
                "rules",
                "backtest",
                "us-cn-lag-above-12",
                "--from",
                FROM.toString(),
                "--to",
                TO.toString(),
                "--known-at",
                KNOWN);
        assertThat(printed.exitCode()).as(printed.err()).isZero();
        assertThat(printed.out())
                .contains(
                        "by the bare value",
                        crossings(lag, value -> value > 12).get(0).on.toString());
    }

    private void compare(String rule, List<Crossing> expected) {
        JsonNode report = backtest(rule, "", FROM, TO, "&knownAt=" + KNOWN);
        assertThat(expected).isNotEmpty();
        assertThat(found(report.path("valueCrossings"))).as(rule).isEqualTo(expected);
    }

    /** The rule fires where the quantile at 0.9 is below the threshold, and until the median is not. */
    @Test
    void crossingsByProbabilityAreThoseOfTheQuantiles() throws Exception {
        boolean firing = false;
        List<Crossing> expected = new ArrayList<>();
        for (JsonNode day : daily("&knownAt=" + KNOWN)) {
            if (!day.has("quantiles")) {
                continue;
            }
            double q90 = day.path("quantiles").path("0.9").asDouble();
            double q50 = day.path("quantiles").path("0.5").asDouble();
            if (!firing && q90 <= 6) {
                firing = true;
                expected.add(new Crossing(LocalDate.parse(day.path("asOf").asText()), "-"));
            } else if (firing && q50 > 6) {
                firing = false;
                expected.set(
                        expected.size() - 1,
                        new Crossing(
                                expected.get(expected.size() - 1).on,
                                day.path("asOf").asText()));
            }
        }
        JsonNode report = backtest("us-cn-lag-below-6", "", FROM, TO, "&knownAt=" + KNOWN);

        assertThat(found(report.path("crossings"))).isEqualTo(expected);
    }

    /** What docs/alerts.md shows: transitions from October 2023 to December 2025. */
    @Test
    void rulesByProbabilityDoNotFlap() {
        LocalDate from = LocalDate.parse("2023-10-01");
        LocalDate to = LocalDate.parse("2025-12-31");
        StringBuilder table =
                new StringBuilder("| lag below | plain | clear 2 beyond | probability |\n| --- | --- | --- | --- |\n");
        for (int threshold : new int[] {3, 4, 5, 6}) {
            String rule = "{\"name\":\"x\",\"comparison\":\"us-cn\",\"measure\":\"lag\",\"condition\":{\"below\":"
                    + threshold + "}";
            JsonNode plain = backtest("plain", rule + "}", from, to, "&knownAt=" + KNOWN);
            JsonNode hysteresis =
                    backtest("hysteresis", rule + ",\"clear\":" + (threshold + 2) + "}", from, to, "&knownAt=" + KNOWN);
            JsonNode probability =
                    backtest("probability", rule + ",\"probability\":0.9}", from, to, "&knownAt=" + KNOWN);
            table.append(String.format(
                    Locale.ROOT,
                    "| %d months | %d | %d | %d |%n",
                    threshold,
                    transitions(plain),
                    transitions(hysteresis),
                    transitions(probability)));
            assertThat(transitions(probability)).as("below %d", threshold).isLessThanOrEqualTo(3);
            assertThat(transitions(probability)).isLessThanOrEqualTo(transitions(plain));
        }
        System.out.println(table);
        for (String rule :
                new String[] {"us-cn-lag-below-6", "us-cn-lag-below-3", "us-cn-lag-above-12", "us-cn-leader-changes"}) {
            assertThat(transitions(backtest(rule, "", from, to, "&knownAt=" + KNOWN)))
                    .as(rule)
                    .isLessThanOrEqualTo(3);
        }
    }

    @Test
    void byWhatWasKnownThenTheReportSaysSo() throws Exception {
        Path file = data.resolve("rule.json");
        Files.writeString(
                file,
                "{\"id\":\"unsaved\",\"name\":\"Unsaved\",\"comparison\":\"us-cn\",\"condition\":{\"newFrontierModel\":\"follower\"}}");

        Script.Outcome printed =
                vorsprung("rules", "backtest", "--file", file.toString(), "--from", "2024-12-01", "--to", "2025-02-28");

        assertThat(printed.exitCode()).as(printed.err()).isZero();
        assertThat(printed.out()).contains("known then", "deepseek-v3", "deepseek-r1");
        assertThat(vorsprung("rules").out()).doesNotContain("unsaved");
        Script.Outcome wrong = vorsprung("rules", "backtest", "nothing");
        assertThat(wrong.exitCode()).isEqualTo(1);
        assertThat(wrong.err()).contains("no rule nothing");
    }

    /** t − T_US(S_CN(t)) by going through all models on every day; nothing of the estimator's code. */
    private double[] lagByHand() {
        List<Model> models = new ArrayList<>();
        for (JsonNode model :
                metrics.get("/v1/models?limit=5000&knownAt=" + KNOWN).path("items")) {
            if (model.has("index")) {
                boolean us = false;
                boolean china = false;
                for (JsonNode developer : model.path("developers")) {
                    us |= developer.path("country").asText().equals("US");
                    china |= CHINA.contains(developer.path("country").asText());
                }
                models.add(new Model(
                        LocalDate.parse(model.path("releasedOn").asText()),
                        model.path("index").asDouble(),
                        us && !china,
                        china));
            }
        }
        assertThat(models).hasSize(222);
        double[] lag = new double[Math.toIntExact(ChronoUnit.DAYS.between(FROM, TO)) + 1];
        for (int i = 0; i < lag.length; i++) {
            LocalDate day = FROM.plusDays(i);
            double us = best(models, day, true);
            double china = best(models, day, false);
            boolean usLeads = us >= china;
            LocalDate since = models.stream()
                    .filter(model -> usLeads ? model.us : model.china)
                    .filter(model -> model.index >= Math.min(us, china))
                    .map(Model::on)
                    .min(LocalDate::compareTo)
                    .orElseThrow();
            lag[i] = (usLeads ? 1 : -1) * ChronoUnit.DAYS.between(since, day) / DAYS_A_MONTH;
        }
        return lag;
    }

    private static double best(List<Model> models, LocalDate day, boolean us) {
        return models.stream()
                .filter(model -> us ? model.us : model.china)
                .filter(model -> !model.on.isAfter(day))
                .mapToDouble(Model::index)
                .max()
                .orElseThrow();
    }

    private static List<Crossing> crossings(double[] lag, DoublePredicate holds) {
        List<Crossing> crossings = new ArrayList<>();
        for (int i = 0; i < lag.length; i++) {
            boolean before = i > 0 && holds.test(lag[i - 1]);
            if (holds.test(lag[i]) && !before) {
                crossings.add(new Crossing(FROM.plusDays(i), "-"));
            } else if (!holds.test(lag[i]) && before) {
                crossings.set(
                        crossings.size() - 1,
                        new Crossing(
                                crossings.get(crossings.size() - 1).on,
                                FROM.plusDays(i).toString()));
            }
        }
        return crossings;
    }

    private static List<Crossing> found(JsonNode crossings) {
        List<Crossing> found = new ArrayList<>();
        crossings.forEach(crossing -> found.add(new Crossing(
                LocalDate.parse(crossing.path("on").asText()),
                crossing.path("until").asText("-"))));
        return found;
    }

    /** Of firing and of its end. */
    private static int transitions(JsonNode report) {
        int transitions = 0;
        for (JsonNode crossing : report.path("crossings")) {
            transitions += crossing.has("until") ? 2 : 1;
        }
        return transitions;
    }

    private JsonNode backtest(String rule, String body, LocalDate from, LocalDate to, String more) {
        return alert.postPatiently(
                "/v1/rules/" + rule + "/backtest?from=" + from + "&to=" + to + more,
                "application/json",
                body.getBytes(StandardCharsets.UTF_8));
    }

    private static List<JsonNode> daily(String more) throws IOException, InterruptedException {
        String lines = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + PORTS.metrics()
                                        + "/v1/gap/us-cn/lag/daily?quantiles=true&from=" + FROM + "&to=" + TO + more))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
        List<JsonNode> read = new ArrayList<>();
        for (String line : lines.split("\n", -1)) {
            if (!line.isEmpty()) {
                read.add(EventJson.MAPPER.readTree(line));
            }
        }
        return read;
    }

    private static Script.Outcome vorsprung(String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--data", data.toString(), "--port-offset", Integer.toString(PORTS.offset())));
        return Script.run(all.toArray(String[]::new));
    }
}
