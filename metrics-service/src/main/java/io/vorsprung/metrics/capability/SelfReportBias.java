package io.vorsprung.metrics.capability;

import java.util.Optional;

/**
 * By how much self-reported scores of a model lie above independent ones of the same model: β in
 *
 * <pre>
 * score(m,b) ≈ σ( α_b (C_m − D_b) + β · s(m,b) ),   s = 1 for a self-reported score, else 0
 * </pre>
 *
 * over the models that have both kinds, C of these models and β by least squares (Gauss and Newton). A model with one kind says
 * nothing of β: its C would take it up. Difficulties and slopes were fitted to scores that have the bias in them, so β is taken
 * out of the self-reported ones, everything is fitted again and what is left is added, {@value #ROUNDS} times. Shrunk, β · n / (n + κ), n self-reported scores, κ = {@value
 * #SHRINKAGE}.
 *
 * @param logits β
 * @param standardError of β, in logits, by what is left of these models' scores
 * @param shrunkLogits β towards 0 where there are few
 * @param capability the same as a difference of C, raw units: β over the mean slope of the benchmarks
 * @param models that have both kinds
 * @param scores self-reported ones of these models
 */
public record SelfReportBias(
        double logits, double standardError, double shrunkLogits, double capability, int models, int scores) {

    private static final int ROUNDS = 8;
    private static final int SHRINKAGE = 10;
    private static final int MOST_STEPS = 50;
    private static final double MOST_STEP = 1;
    private static final double CLOSE_ENOUGH = 1e-10;
    private static final double RIDGE = 1e-9;

    /**
     * @param selfReported by cell of the fit's matrix
     * @return empty where no model has both kinds
     */
    public static Optional<SelfReportBias> of(CapabilityFit fit, FitParameters parameters, boolean[] selfReported) {
        boolean[] both = both(fit.scores(), selfReported);
        CapabilityFit corrected = fit;
        SelfReportBias total = null;
        for (int round = 0; round < ROUNDS; round++) {
            SelfReportBias left = remaining(corrected, selfReported, both).orElse(null);
            if (left == null) {
                return Optional.empty();
            }
            total = left.plus(total == null ? 0 : total.logits);
            corrected = fit.refit(fit.scores().lowered(selfReported, total.logits), parameters);
        }
        return Optional.ofNullable(total);
    }

    private SelfReportBias plus(double before) {
        double all = logits + before;
        double slope = logits == 0 ? 1 : logits / capability;
        return new SelfReportBias(all, standardError, all * scores / (scores + SHRINKAGE), all / slope, models, scores);
    }

    private static Optional<SelfReportBias> remaining(CapabilityFit fit, boolean[] selfReported, boolean[] both) {
        double[] capability = fit.capability().clone();
        double beta = 0;
        Step step = Step.at(fit, selfReported, both, capability, beta);
        if (step.models == 0 || !(step.information > RIDGE)) {
            return Optional.empty();
        }
        for (int i = 0; i < MOST_STEPS && Math.abs(step.beta()) > CLOSE_ENOUGH; i++) {
            double move = Math.max(-MOST_STEP, Math.min(MOST_STEP, step.beta()));
            beta += move;
            for (int m = 0; m < capability.length; m++) {
                capability[m] += both[m] ? step.capability(m, move) : 0;
            }
            step = Step.at(fit, selfReported, both, capability, beta);
        }
        double freedom = Math.max(1, step.cells - step.models - 1);
        double slope = step.slopes / step.reported;
        return Optional.of(new SelfReportBias(
                beta,
                StrictMath.sqrt(step.squares / freedom / step.information),
                beta * step.reported / (step.reported + SHRINKAGE),
                beta / slope,
                step.models,
                step.reported));
    }

    private static boolean[] both(ScoreMatrix scores, boolean[] selfReported) {
        boolean[] both = new boolean[scores.models().size()];
        for (int m = 0; m < both.length; m++) {
            int own = 0;
            for (int cell = scores.rowStart()[m]; cell < scores.rowStart()[m + 1]; cell++) {
                own += selfReported[cell] ? 1 : 0;
            }
            both[m] = own > 0 && own < scores.rowStart()[m + 1] - scores.rowStart()[m];
        }
        return both;
    }

    /** The equations at one point, C of each model eliminated. */
    private static final class Step {

        private final double[] own;
        private final double[] shared;
        private final double[] pull;
        private double information;
        private double gradient;
        private double squares;
        private double slopes;
        private int cells;
        private int models;
        private int reported;

        private Step(int count) {
            this.own = new double[count];
            this.shared = new double[count];
            this.pull = new double[count];
        }

        static Step at(CapabilityFit fit, boolean[] selfReported, boolean[] both, double[] capability, double beta) {
            Step step = new Step(both.length);
            for (int m = 0; m < both.length; m++) {
                if (both[m]) {
                    step.add(fit, selfReported, m, capability[m], beta);
                }
            }
            return step;
        }

        private void add(CapabilityFit fit, boolean[] selfReported, int m, double c, double beta) {
            ScoreMatrix scores = fit.scores();
            models++;
            own[m] = RIDGE;
            for (int cell = scores.rowStart()[m]; cell < scores.rowStart()[m + 1]; cell++) {
                int b = scores.column()[cell];
                double slope = fit.slope()[b];
                double s = selfReported[cell] ? 1 : 0;
                double p = 1 / (1 + StrictMath.exp(-slope * (c - fit.difficulty()[b]) - beta * s));
                double q = p * (1 - p);
                double r = p - scores.value()[cell];
                own[m] += q * q * slope * slope;
                shared[m] += q * q * slope * s;
                pull[m] += q * slope * r;
                information += q * q * s;
                gradient += q * s * r;
                squares += r * r;
                slopes += slope * s;
                cells++;
                reported += selfReported[cell] ? 1 : 0;
            }
            information -= shared[m] * shared[m] / own[m];
            gradient -= shared[m] * pull[m] / own[m];
        }

        double beta() {
            return -gradient / information;
        }

        double capability(int m, double moved) {
            return -(pull[m] + shared[m] * moved) / own[m];
        }
    }
}
