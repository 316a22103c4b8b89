package io.vorsprung.metrics.capability;

/** A model whose index is given: two of them make the scale. */
public record Anchor(String model, double index) {}
