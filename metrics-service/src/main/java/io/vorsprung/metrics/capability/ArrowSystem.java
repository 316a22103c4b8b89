package io.vorsprung.metrics.capability;

/**
 * Symmetric normal equations H x = g in which a model meets benchmarks only: an arrow, as in bundle adjustment (Triggs et al.
 * 2000, 6.1). Models are eliminated (Schur complement); what is left is dense, of 2B unknowns, and solved by Cholesky. A
 * factorisation costs O(Σ_m k_m² + B³) for models with k_m scores. Unknowns: C of the models, then D and α of each benchmark
 * in turn. Nothing is allocated after construction, except by {@link #inverse}.
 */
final class ArrowSystem {

    private final int models;
    private final int benchmarks;
    private final int[] rowStart;
    private final int[] column;
    private final double[] modelDiagonal;
    private final double[] coupling; // two for every cell: with D and with α of its benchmark
    private final double[] block; // three for every benchmark: DD, Dα, αα
    private final double[] pivot;
    private final boolean[] held;
    private final double[] right;
    private final DenseCholesky schur;

    ArrowSystem(ScoreMatrix scores) {
        this.models = scores.models().size();
        this.benchmarks = scores.benchmarks().size();
        this.rowStart = scores.rowStart();
        this.column = scores.column();
        this.modelDiagonal = new double[models];
        this.coupling = new double[2 * column.length];
        this.block = new double[3 * benchmarks];
        this.pivot = new double[models];
        this.held = new boolean[models + 2 * benchmarks];
        this.right = new double[2 * benchmarks];
        this.schur = new DenseCholesky(2 * benchmarks);
    }

    /** H = diag(diagonal); cells are added to it. */
    void begin(double[] diagonal) {
        System.arraycopy(diagonal, 0, modelDiagonal, 0, models);
        for (int b = 0; b < benchmarks; b++) {
            block[3 * b] = diagonal[models + 2 * b];
            block[3 * b + 1] = 0;
            block[3 * b + 2] = diagonal[models + 2 * b + 1];
        }
    }

    /**
     * A cell's part of the second derivatives.
     *
     * @param level of C with itself and of D with itself; minus that of C with D
     * @param across of C with α; minus that of D with α
     * @param slope of α with itself
     */
    void add(int model, int cell, double level, double across, double slope) {
        int b = column[cell];
        modelDiagonal[model] += level;
        coupling[2 * cell] = -level;
        coupling[2 * cell + 1] = across;
        block[3 * b] += level;
        block[3 * b + 1] -= across;
        block[3 * b + 2] += slope;
    }

    /**
     * Factors H + damping · I over the unknowns that are not held.
     *
     * @return false where that is not positive definite
     */
    boolean factor(double damping, boolean[] holding) {
        System.arraycopy(holding, 0, held, 0, held.length);
        schur.clear();
        for (int b = 0; b < benchmarks; b++) {
            schur.set(2 * b, 2 * b, block[3 * b] + damping);
            schur.set(2 * b + 1, 2 * b, block[3 * b + 1]);
            schur.set(2 * b + 1, 2 * b + 1, block[3 * b + 2] + damping);
        }
        for (int m = 0; m < models; m++) {
            pivot[m] = modelDiagonal[m] + damping;
            if (!held[m]) {
                if (!(pivot[m] > 0)) {
                    return false;
                }
                eliminate(m);
            }
        }
        for (int i = 0; i < 2 * benchmarks; i++) {
            if (held[models + i]) {
                schur.isolate(i);
            }
        }
        return schur.factor();
    }

    private void eliminate(int m) {
        double inverse = 1 / pivot[m];
        for (int cell = rowStart[m]; cell < rowStart[m + 1]; cell++) {
            int i = 2 * column[cell];
            double d = coupling[2 * cell] * inverse;
            double a = coupling[2 * cell + 1] * inverse;
            for (int other = rowStart[m]; other < cell; other++) {
                schur.subtractPair(i, 2 * column[other], d, a, coupling[2 * other], coupling[2 * other + 1]);
            }
            schur.subtractDiagonalPair(i, d, a, coupling[2 * cell], coupling[2 * cell + 1]);
        }
    }

    /** Solves for {@code g} by the last factorisation; what is held stays 0. */
    void solve(double[] g, double[] x) {
        System.arraycopy(g, models, right, 0, 2 * benchmarks);
        for (int m = 0; m < models; m++) {
            if (!held[m]) {
                double eliminated = g[m] / pivot[m];
                for (int cell = rowStart[m]; cell < rowStart[m + 1]; cell++) {
                    right[2 * column[cell]] -= coupling[2 * cell] * eliminated;
                    right[2 * column[cell] + 1] -= coupling[2 * cell + 1] * eliminated;
                }
            }
        }
        for (int i = 0; i < 2 * benchmarks; i++) {
            if (held[models + i]) {
                right[i] = 0;
            }
        }
        schur.solveFactored(right);
        System.arraycopy(right, 0, x, models, 2 * benchmarks);
        for (int m = 0; m < models; m++) {
            double sum = g[m];
            for (int cell = rowStart[m]; cell < rowStart[m + 1]; cell++) {
                sum -= coupling[2 * cell] * right[2 * column[cell]]
                        + coupling[2 * cell + 1] * right[2 * column[cell] + 1];
            }
            x[m] = held[m] ? 0 : sum / pivot[m];
        }
    }

    /** The parts of H⁻¹ that variances and leverages need, by the last factorisation. */
    Inverse inverse() {
        double[][] dense = schur.inverse();
        double[] diagonal = new double[models + 2 * benchmarks];
        double[] cross = new double[2 * column.length];
        for (int i = 0; i < 2 * benchmarks; i++) {
            diagonal[models + i] = held[models + i] ? 0 : dense[i][i];
        }
        for (int m = 0; m < models; m++) {
            if (held[m]) {
                continue;
            }
            double quadratic = 0;
            for (int cell = rowStart[m]; cell < rowStart[m + 1]; cell++) {
                for (int part = 0; part < 2; part++) {
                    double sum = product(dense[2 * column[cell] + part], m);
                    quadratic += coupling[2 * cell + part] * sum;
                    cross[2 * cell + part] = held[models + 2 * column[cell] + part] ? 0 : -sum / pivot[m];
                }
            }
            diagonal[m] = (1 + quadratic / pivot[m]) / pivot[m];
        }
        return new Inverse(dense, diagonal, cross);
    }

    private double product(double[] row, int m) {
        double sum = 0;
        for (int cell = rowStart[m]; cell < rowStart[m + 1]; cell++) {
            int i = 2 * column[cell];
            sum += row[i] * coupling[2 * cell] + row[i + 1] * coupling[2 * cell + 1];
        }
        return sum;
    }

    /**
     * @param benchmarks the block of the benchmarks, two rows each; held ones are of no meaning
     * @param diagonal by unknown; 0 where held
     * @param cross two for every cell: its model with D and with α of its benchmark
     */
    record Inverse(double[][] benchmarks, double[] diagonal, double[] cross) {}
}
