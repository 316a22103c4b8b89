package io.vorsprung.bench;

import java.io.IOException;
import java.util.List;

/** A model whose one result is told now good, now bad, so that the gap goes to and fro across a threshold each time. */
final class SwingingGap {

    private static final long UNTIL_ESTIMATED_MILLIS = 3_000;
    private static final double LEAST_MOVE = 0.05;

    private final LocalStack stack;
    private final double threshold;

    private SwingingGap(LocalStack stack, double threshold) {
        this.stack = stack;
        this.threshold = threshold;
    }

    /** The bad result is what stands then: the gap is above the threshold. */
    static SwingingGap start(LocalStack stack) throws IOException, InterruptedException {
        stack.post(
                stack.ingest("/v1/model-releases"),
                "ingest",
                "{\"model\":\"bench\",\"name\":\"Bench\",\"developers\":[{\"name\":\"Bench\",\"country\":\"CN\"}],"
                        + "\"releasedOn\":\"2026-08-01\",\"access\":\"open-weights\"}");
        for (String benchmark : List.of("gpqa-diamond", "hle", "arc-agi-2", "otis-mock-aime-2024-2025")) {
            tell(stack, benchmark, "0.93");
        }
        double good = gap(stack, 0);
        double bad = gap(stack, 1);
        if (!(good < bad - LEAST_MOVE)) {
            throw new IOException("one result does not move the gap enough: " + good + " and " + bad);
        }
        return new SwingingGap(stack, (good + bad) / 2);
    }

    /** A rule that the gap crosses at every {@link #move}. */
    void rule(String id) throws IOException {
        stack.post(
                stack.alert("/v1/rules"),
                "operator",
                "{\"id\":\"" + id + "\",\"name\":\"" + id + "\",\"comparison\":\"us-cn\",\"measure\":\"capability\","
                        + "\"condition\":{\"below\":" + threshold + "}}");
    }

    /** Below the threshold where i is even, above it where it is odd. */
    void move(int i) throws IOException {
        move(stack, i);
    }

    private static double gap(LocalStack stack, int i) throws IOException, InterruptedException {
        move(stack, i);
        Thread.sleep(UNTIL_ESTIMATED_MILLIS);
        return stack.get(stack.metrics("/v1/gap/us-cn/capability"))
                .path("value")
                .asDouble();
    }

    private static void move(LocalStack stack, int i) throws IOException {
        tell(stack, "frontiermath-2025-02-28-private", i % 2 == 0 ? "0.95" : "0.35");
    }

    private static void tell(LocalStack stack, String benchmark, String score) throws IOException {
        stack.post(
                stack.ingest("/v1/benchmark-results"),
                "ingest",
                "{\"model\":\"bench\",\"benchmark\":\"" + benchmark + "\",\"score\":" + score
                        + ",\"unit\":\"fraction\",\"evaluatedOn\":\"2026-08-01\",\"evaluator\":\"bench\"}");
    }
}
