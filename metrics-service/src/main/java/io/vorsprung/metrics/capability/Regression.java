package io.vorsprung.metrics.capability;

/** Ordinary least squares, as far as priors and variances need it. */
final class Regression {

    /** Of the mean diagonal: what keeps the equations solvable where one known thing follows from others. */
    private static final double RIDGE = 1e-9;

    private Regression() {}

    /** x β̂ for each row of {@code x}; y may be longer. */
    static double[] fitted(double[][] x, double[] y) {
        int terms = x.length == 0 ? 0 : x[0].length;
        DenseCholesky normal = new DenseCholesky(terms);
        double[] right = new double[terms];
        double trace = 0;
        for (int i = 0; i < terms; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = 0;
                for (double[] row : x) {
                    sum += row[i] * row[j];
                }
                trace += i == j ? sum : 0;
                normal.set(i, j, sum);
            }
            for (int n = 0; n < x.length; n++) {
                right[i] += x[n][i] * y[n];
            }
        }
        for (int i = 0; i < terms; i++) {
            normal.raise(i, RIDGE * trace / terms);
        }
        if (terms > 0 && !normal.factor()) {
            throw new IllegalStateException("the regression has no solution");
        }
        normal.solveFactored(right);
        double[] fitted = new double[x.length];
        for (int n = 0; n < x.length; n++) {
            for (int i = 0; i < terms; i++) {
                fitted[n] += x[n][i] * right[i];
            }
        }
        return fitted;
    }

    /** c_0, c_1 ≥ 0 of squares ≈ c_0 + c_1 p (1 − p). */
    static double[] variance(double[] probability, double[] square) {
        int n = square.length;
        double x = 0;
        double y = 0;
        double xx = 0;
        double xy = 0;
        for (int i = 0; i < n; i++) {
            double q = probability[i] * (1 - probability[i]);
            x += q;
            y += square[i];
            xx += q * q;
            xy += q * square[i];
        }
        if (n == 0) {
            return new double[] {0, 0};
        }
        double spread = xx - x * x / n;
        double slope = spread > 0 ? (xy - x * y / n) / spread : 0;
        double constant = (y - slope * x) / n;
        if (slope <= 0) {
            return new double[] {y / n, 0};
        }
        return constant < 0 ? new double[] {0, xy / xx} : new double[] {constant, slope};
    }
}
