package io.vorsprung.metrics.capability;

/**
 * A model's score on a benchmark.
 *
 * @param key natural key of the observation; names it in {@link PoissonBootstrap}
 * @param value rescaled: random guessing is 0, the ceiling is 1; clipped to that range by whoever rescales
 */
public record Score(String model, String benchmark, double value, String key) {

    public Score {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException("value: expected a number from 0 to 1, was " + value);
        }
    }
}
