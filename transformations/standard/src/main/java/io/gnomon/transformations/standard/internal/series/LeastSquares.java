package io.gnomon.transformations.standard.internal.series;

import java.util.List;

/** Fits polynomials. */
final class LeastSquares {
    private LeastSquares() {}

    /**
     * Factors of the polynomial with the least sum of squared distances, that of x^0 first: the
     * normal equations, solved by Gauss with the largest pivot.
     *
     * @param points x and y; x best between -1 and 1, and more of them than the degree
     */
    static double[] polynomial(List<double[]> points, int degree) {
        int n = degree + 1;
        double[][] rows = new double[n][n + 1];
        for (double[] point : points) {
            double[] powers = new double[2 * n];
            powers[0] = 1;
            for (int i = 1; i < powers.length; i++) {
                powers[i] = powers[i - 1] * point[0];
            }
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    rows[i][j] += powers[i + j];
                }
                rows[i][n] += powers[i] * point[1];
            }
        }
        return solved(rows);
    }

    /** A row whose pivot is 0 stands for a factor that the points leave open: it is 0. */
    private static double[] solved(double[][] rows) {
        int n = rows.length;
        for (int column = 0; column < n; column++) {
            int pivot = column;
            for (int row = column + 1; row < n; row++) {
                pivot = Math.abs(rows[row][column]) > Math.abs(rows[pivot][column]) ? row : pivot;
            }
            double[] swapped = rows[column];
            rows[column] = rows[pivot];
            rows[pivot] = swapped;
            for (int row = column + 1; row < n && rows[column][column] != 0; row++) {
                double factor = rows[row][column] / rows[column][column];
                for (int i = column; i <= n; i++) {
                    rows[row][i] -= factor * rows[column][i];
                }
            }
        }
        double[] factors = new double[n];
        for (int row = n - 1; row >= 0; row--) {
            double value = rows[row][n];
            for (int i = row + 1; i < n; i++) {
                value -= rows[row][i] * factors[i];
            }
            factors[row] = rows[row][row] == 0 ? 0 : value / rows[row][row];
        }
        return factors;
    }
}
