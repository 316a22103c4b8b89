package io.vorsprung.bench;

import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How long until the last of many subscribers is told, some of whom never answer. */
@Command(
        name = "deliveries",
        mixinStandardHelpOptions = true,
        description =
                "From POST to the last of many webhooks, some of which hang, beside Alertmanager in the same run.")
final class DeliveriesCommand implements Callable<Integer> {

    private static final double MOST_SECONDS = 2;
    private static final long GIVE_UP_SECONDS = 60;
    private static final long PAUSE_MILLIS = 1_000;
    private static final String RULE = "many";

    @Option(names = "--subscribers", defaultValue = "1000", description = "how many (${DEFAULT-VALUE})")
    private int subscribers;

    @Option(names = "--hanging", defaultValue = "50", description = "how many of them never answer (${DEFAULT-VALUE})")
    private int hanging;

    @Option(
            names = "--alerts",
            defaultValue = "20",
            description = "how many, one after the other; at least 2 (${DEFAULT-VALUE})")
    private int alerts;

    @Spec
    private CommandSpec spec;

    /** What sets off the i-th message. */
    private interface Cause {
        void post(int i) throws IOException;
    }

    @Override
    public Integer call() throws Exception {
        if (alerts < 2) {
            throw new ParameterException(spec.commandLine(), "--alerts: expected at least 2, was " + alerts);
        }
        if (hanging < 0 || hanging >= subscribers) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--hanging: expected from 0 to below --subscribers (" + subscribers + "), was " + hanging);
        }
        double[] ours = ours();
        Optional<double[]> peer = peer();
        System.out.printf(
                Locale.ROOT,
                "%n%d subscribers, %d of which hang: seconds from the POST until the last of the others is told; %d alerts"
                        + " one after the other, Java %s, %d processors.%n%n"
                        + "| | first | median of the others | longest of the others |%n| --- | --- | --- | --- |%n",
                subscribers,
                hanging,
                alerts,
                Runtime.version(),
                Runtime.getRuntime().availableProcessors());
        print("result to webhook", ours);
        peer.ifPresent(seconds -> print("Alertmanager, alert to webhook", seconds));
        System.out.printf(Locale.ROOT, "%nBar: %.0f s, the first too.%n", MOST_SECONDS);
        return Arrays.stream(ours).max().orElseThrow() <= MOST_SECONDS ? 0 : 1;
    }

    private double[] ours() throws Exception {
        Map<String, String> environment = Map.of(
                "VORSPRUNG_ALERT_WEBHOOK_ALLOW_HTTP", "true",
                "VORSPRUNG_ALERT_WEBHOOK_ALLOW_PRIVATE", "true");
        try (Subscribers receivers = new Subscribers(subscribers, hanging);
                LocalStack stack = LocalStack.start(environment)) {
            SwingingGap gap = SwingingGap.start(stack);
            gap.rule(RULE);
            List<URI> urls = receivers.urls();
            for (int i = 0; i < urls.size(); i++) {
                stack.post(
                        stack.alert("/v1/subscriptions"),
                        "operator",
                        "{\"id\":\"s-" + i + "\",\"url\":\"" + urls.get(i) + "\",\"rules\":[\"" + RULE + "\"]}");
            }
            return seconds(receivers, gap::move);
        }
    }

    private Optional<double[]> peer() throws Exception {
        try (Subscribers receivers = new Subscribers(subscribers, hanging)) {
            Optional<Alertmanager> started = Alertmanager.start(receivers.urls());
            if (started.isEmpty()) {
                return Optional.empty();
            }
            try (Alertmanager alertmanager = started.get()) {
                return Optional.of(seconds(receivers, alertmanager::post));
            }
        }
    }

    private double[] seconds(Subscribers receivers, Cause cause)
            throws IOException, InterruptedException, TimeoutException {
        double[] seconds = new double[alerts];
        for (int i = 0; i < alerts; i++) {
            Thread.sleep(PAUSE_MILLIS);
            receivers.expect();
            long began = System.nanoTime();
            cause.post(i);
            seconds[i] = (receivers.lastTold(GIVE_UP_SECONDS) - began) / 1e9;
        }
        return seconds;
    }

    private static void print(String what, double[] seconds) {
        double[] later = Arrays.copyOfRange(seconds, 1, seconds.length);
        Arrays.sort(later);
        System.out.printf(
                Locale.ROOT,
                "| %s | %.2f | %.2f | %.2f |%n",
                what,
                seconds[0],
                later[later.length / 2],
                later[later.length - 1]);
    }
}
