package io.vorsprung.metrics.capability;

import java.util.Arrays;

/** A dense symmetric matrix, lower triangle by rows, and its Cholesky factor in place. No allocation after construction. */
final class DenseCholesky {

    private static final int FOUR = 4;

    private final int size;
    private final double[] lower;

    DenseCholesky(int size) {
        this.size = size;
        this.lower = new double[size * size];
    }

    void clear() {
        Arrays.fill(lower, 0);
    }

    void set(int row, int column, double value) {
        lower[row * size + column] = value;
    }

    /** Adds to an element of the diagonal. */
    void raise(int row, double value) {
        lower[row * size + row] += value;
    }

    /** Subtracts the outer product (d, a)ᵀ (e, f) from the 2 × 2 block at (row, column), column less than row. */
    void subtractPair(int row, int column, double d, double a, double e, double f) {
        int first = row * size + column;
        int second = first + size;
        lower[first] -= d * e;
        lower[first + 1] -= d * f;
        lower[second] -= a * e;
        lower[second + 1] -= a * f;
    }

    /** The same for the block at (row, row), of which the lower triangle is kept. */
    void subtractDiagonalPair(int row, double d, double a, double e, double f) {
        int first = row * size + row;
        int second = first + size;
        lower[first] -= d * e;
        lower[second] -= a * e;
        lower[second + 1] -= a * f;
    }

    /** Takes a variable out of the system: its solution is its right-hand side. */
    void isolate(int variable) {
        for (int column = 0; column < variable; column++) {
            lower[variable * size + column] = 0;
        }
        lower[variable * size + variable] = 1;
        for (int row = variable + 1; row < size; row++) {
            lower[row * size + variable] = 0;
        }
    }

    /**
     * Replaces the matrix by its factor; false where it is not positive definite. Two rows by four columns at a time, which a
     * processor does side by side and out of its registers: each element's sum in the order of one alone, the same bits.
     */
    boolean factor() {
        int row = 0;
        for (; row + 1 < size; row += 2) {
            int at = row * size;
            int below = at + size;
            int column = 0;
            for (; column + FOUR <= row; column += FOUR) {
                factorTwoByFour(at, below, column);
            }
            for (; column < row; column++) {
                factorOne(at, column);
                factorOne(below, column);
            }
            if (!factorPivot(row)) {
                return false;
            }
            factorOne(below, row);
            if (!factorPivot(row + 1)) {
                return false;
            }
        }
        if (row < size) {
            for (int column = 0; column < row; column++) {
                factorOne(row * size, column);
            }
            return factorPivot(row);
        }
        return true;
    }

    private boolean factorPivot(int row) {
        int at = row * size;
        double pivot = lower[at + row];
        for (int k = 0; k < row; k++) {
            pivot -= lower[at + k] * lower[at + k];
        }
        if (!(pivot > 0)) {
            return false;
        }
        lower[at + row] = Math.sqrt(pivot);
        return true;
    }

    private void factorOne(int at, int column) {
        int other = column * size;
        double sum = lower[at + column];
        for (int k = 0; k < column; k++) {
            sum -= lower[at + k] * lower[other + k];
        }
        lower[at + column] = sum / lower[other + column];
    }

    private void factorTwoByFour(int at, int below, int column) {
        int first = column * size;
        int second = first + size;
        int third = second + size;
        int fourth = third + size;
        double a = lower[at + column];
        double b = lower[at + column + 1];
        double c = lower[at + column + 2];
        double d = lower[at + column + 3];
        double e = lower[below + column];
        double f = lower[below + column + 1];
        double g = lower[below + column + 2];
        double h = lower[below + column + 3];
        for (int k = 0; k < column; k++) {
            double upper = lower[at + k];
            double under = lower[below + k];
            double w = lower[first + k];
            double x = lower[second + k];
            double y = lower[third + k];
            double z = lower[fourth + k];
            a -= upper * w;
            b -= upper * x;
            c -= upper * y;
            d -= upper * z;
            e -= under * w;
            f -= under * x;
            g -= under * y;
            h -= under * z;
        }
        lower[at + column] = a;
        lower[at + column + 1] = b;
        lower[at + column + 2] = c;
        lower[at + column + 3] = d;
        lower[below + column] = e;
        lower[below + column + 1] = f;
        lower[below + column + 2] = g;
        lower[below + column + 3] = h;
        finishFour(at, column);
        finishFour(below, column);
    }

    /** Four elements of a row, of which what comes before the first of them is taken off. */
    private void finishFour(int at, int column) {
        for (int j = column; j < column + FOUR; j++) {
            int other = j * size;
            double sum = lower[at + j];
            for (int k = column; k < j; k++) {
                sum -= lower[at + k] * lower[other + k];
            }
            lower[at + j] = sum / lower[other + j];
        }
    }

    /** Solves in place by the factor. */
    void solveFactored(double[] right) {
        for (int row = 0; row < size; row++) {
            double sum = right[row];
            for (int k = 0; k < row; k++) {
                sum -= lower[row * size + k] * right[k];
            }
            right[row] = sum / lower[row * size + row];
        }
        for (int row = size - 1; row >= 0; row--) {
            // by rows, so that memory is read in its order: each known unknown is taken off those above it
            double known = right[row] / lower[row * size + row];
            right[row] = known;
            for (int k = 0; k < row; k++) {
                right[k] -= lower[row * size + k] * known;
            }
        }
    }

    /** The inverse, by the factor. */
    double[][] inverse() {
        double[][] inverse = new double[size][size];
        for (int i = 0; i < size; i++) {
            inverse[i][i] = 1;
            solveFactored(inverse[i]);
        }
        return inverse;
    }
}
