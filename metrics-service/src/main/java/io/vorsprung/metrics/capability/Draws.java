package io.vorsprung.metrics.capability;

/**
 * Raw capabilities and difficulties of every draw.
 *
 * @param capability by draw and model; negative infinity where a model has no observation in a draw
 * @param difficulty by draw and benchmark
 */
public record Draws(double[][] capability, double[][] difficulty) {
    public int count() {
        return capability.length;
    }
}
