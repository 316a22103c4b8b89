package io.vorsprung.metrics.capability;

import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The fitted two-parameter logistic model
 *
 * <pre>
 * score(m,b) ≈ σ( α_b · (C_m − D_b) ),   σ(x) = 1 / (1 + e^−x)
 * minimise  Σ w·(σ(α_b (C_m − D_b)) − score)²  +  (λ / P) · ( Σ C² + Σ D² + Σ_{b≠anchor} α² ),   P = M + 2B − 1
 * |C|, |D| ≤ 10;  0.1 ≤ α ≤ 10;  α_anchor = 1;  afterwards shifted so that D_anchor = 0
 * </pre>
 *
 * Source: Epoch AI, Epoch Capabilities Index (<a href="https://epoch.ai/benchmarks/eci">epoch.ai/benchmarks/eci</a>); the
 * model is the 2PL of item-response theory (Birnbaum 1968).
 *
 * @param capability C, by {@link ScoreMatrix#models()}; raw units
 * @param difficulty D, by {@link ScoreMatrix#benchmarks()}; raw units
 * @param slope α, by {@link ScoreMatrix#benchmarks()}
 * @param shift what was taken off every C and D: the anchor's difficulty where the objective is least
 * @param objective what was minimised, penalty included, before the shift
 * @param iterations steps that the solver took
 * @param converged whether the gradient fell below its bound before the steps ran out
 */
public record CapabilityFit(
        ScoreMatrix scores,
        double[] capability,
        double[] difficulty,
        double[] slope,
        double shift,
        double objective,
        int iterations,
        boolean converged) {

    private static final double CANONICAL_GRADIENT = 1e-10;
    static final double WARM_DAMPING = 1e-4;

    /** The canonical fit: closed-form start, all weights 1. The same scores give the same bits. */
    public static CapabilityFit of(ScoreMatrix scores, FitParameters parameters) {
        ArrowSolver solver = new ArrowSolver(scores, parameters);
        solver.startInClosedForm();
        return solver.solve(ArrowSolver.FIRST_DAMPING, CANONICAL_GRADIENT);
    }

    /**
     * A fit of the same models and benchmarks that starts where this one ended; for scores that differ little. Not canonical:
     * its last bits depend on the start.
     */
    public CapabilityFit refit(ScoreMatrix changed, FitParameters parameters) {
        ArrowSolver solver = new ArrowSolver(changed, parameters);
        solver.startFrom(this);
        return solver.solve(WARM_DAMPING, CANONICAL_GRADIENT);
    }

    /** The capability of a model in raw units; empty where it was not fitted. */
    public OptionalDouble capabilityOf(String model) {
        int row = Collections.binarySearch(scores.models(), model);
        return row < 0 ? OptionalDouble.empty() : OptionalDouble.of(capability[row]);
    }

    /** The models of the fit, in its order. */
    public List<String> models() {
        return scores.models();
    }
}
