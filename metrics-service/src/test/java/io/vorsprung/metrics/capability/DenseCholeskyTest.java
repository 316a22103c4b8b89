package io.vorsprung.metrics.capability;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DenseCholeskyTest {

    /** Golub and Van Loan, Matrix Computations, 4.2: element by element, each sum in the order of its columns. */
    private static double[][] factorElementByElement(double[][] matrix) {
        int size = matrix.length;
        double[][] factor = new double[size][size];
        for (int row = 0; row < size; row++) {
            for (int column = 0; column <= row; column++) {
                double sum = matrix[row][column];
                for (int k = 0; k < column; k++) {
                    sum -= factor[row][k] * factor[column][k];
                }
                factor[row][column] = row == column ? Math.sqrt(sum) : sum / factor[column][column];
            }
        }
        return factor;
    }

    private static double[] solveElementByElement(double[][] factor, double[] right) {
        double[] solved = right.clone();
        for (int row = 0; row < solved.length; row++) {
            for (int k = 0; k < row; k++) {
                solved[row] -= factor[row][k] * solved[k];
            }
            solved[row] /= factor[row][row];
        }
        for (int row = solved.length - 1; row >= 0; row--) {
            solved[row] /= factor[row][row];
            for (int k = 0; k < row; k++) {
                solved[k] -= factor[row][k] * solved[row];
            }
        }
        return solved;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 30, 31, 32, 33})
    void rowsAndColumnsAtATimeGiveTheBitsOfOneElementAfterTheOther(int size) {
        Random random = new Random(size);
        double[][] matrix = new double[size][size];
        double[] right = random.doubles(size).toArray();
        for (int row = 0; row < size; row++) {
            for (int column = 0; column < row; column++) {
                matrix[row][column] = random.nextDouble() - 0.5;
            }
            matrix[row][row] = size;
        }

        double[] solved = right.clone();
        DenseCholesky cholesky = holding(matrix);
        assertThat(cholesky.factor()).isTrue();
        cholesky.solveFactored(solved);

        assertThat(solved).containsExactly(solveElementByElement(factorElementByElement(matrix), right));
    }

    @Test
    void whatIsNotPositiveDefiniteIsSaidWhereverItIs() {
        int size = 9;
        for (int bad = 0; bad < size; bad++) {
            double[][] matrix = new double[size][size];
            for (int row = 0; row < size; row++) {
                matrix[row][row] = row == bad ? -1 : 1;
            }
            assertThat(holding(matrix).factor()).as("row %d", bad).isFalse();
        }
    }

    private static DenseCholesky holding(double[][] matrix) {
        DenseCholesky cholesky = new DenseCholesky(matrix.length);
        for (int row = 0; row < matrix.length; row++) {
            for (int column = 0; column <= row; column++) {
                cholesky.set(row, column, matrix[row][column]);
            }
        }
        return cholesky;
    }
}
