package io.gnomon.platform.promql.internal.exec;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.query.QueryException;
import io.gnomon.model.text.GoNumbers;
import io.gnomon.platform.promql.internal.ast.BinaryOperator;
import io.gnomon.platform.promql.internal.exec.Operator.Lane;
import io.gnomon.platform.promql.internal.exec.Operator.Scalars;
import io.gnomon.platform.promql.internal.exec.Operator.Vectors;
import io.gnomon.platform.promql.internal.run.Grid;
import io.gnomon.platform.promql.internal.run.Points;
import io.gnomon.platform.promql.internal.run.QueryContext;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.LongToDoubleFunction;

/** Operators that make one number for each step. */
public final class ScalarOperators {
    private ScalarOperators() {}

    /** The same number at all steps. */
    public record Constant(double value, int steps) implements Scalars {
        @Override
        public double[] values() {
            double[] values = new double[steps];
            Arrays.fill(values, value);
            return values;
        }

        @Override
        public String describe() {
            return "number " + GoNumbers.shortest(value);
        }

        @Override
        public List<Operator> inputs() {
            return List.of();
        }
    }

    /** A number made of the time of the step in milliseconds. */
    public record OfTime(String name, Grid grid, LongToDoubleFunction function) implements Scalars {
        @Override
        public double[] values() {
            double[] values = new double[grid.count()];
            for (int step = 0; step < values.length; step++) {
                values[step] = function.applyAsDouble(grid.time(step));
            }
            return values;
        }

        @Override
        public String describe() {
            return name;
        }

        @Override
        public List<Operator> inputs() {
            return List.of();
        }
    }

    /** Two numbers combined. */
    public record Combined(String name, Scalars left, Scalars right, DoubleBinaryOperator function)
            implements Scalars {
        @Override
        public double[] values() throws QueryException {
            double[] a = left.values();
            double[] b = right.values();
            double[] values = new double[a.length];
            for (int step = 0; step < values.length; step++) {
                values[step] = function.applyAsDouble(a[step], b[step]);
            }
            return values;
        }

        @Override
        public String describe() {
            return name;
        }

        @Override
        public List<Operator> inputs() {
            return List.of(left, right);
        }
    }

    /** A number with its sign turned. */
    public record Negated(Scalars input) implements Scalars {
        @Override
        public double[] values() throws QueryException {
            double[] a = input.values();
            double[] values = new double[a.length];
            for (int step = 0; step < values.length; step++) {
                values[step] = -a[step];
            }
            return values;
        }

        @Override
        public String describe() {
            return "negate";
        }

        @Override
        public List<Operator> inputs() {
            return List.of(input);
        }
    }

    /** The value of a vector that has exactly one float, else NaN. */
    public record OfVector(QueryContext context, Vectors input, int steps) implements Scalars {
        @Override
        public double[] values() throws QueryException {
            double[] values = new double[steps];
            Arrays.fill(values, Double.NaN);
            int[] found = new int[steps];
            Points points = context.points(steps, "scalar");
            int series = input.heads().size();
            Lane lane = input.lane();
            for (int i = 0; i < series; i++) {
                lane.read(i, points);
                for (int step = 0; step < steps; step++) {
                    if (points.hasFloat(step)) {
                        values[step] = found[step]++ == 0 ? points.values[step] : Double.NaN;
                    }
                }
            }
            return values;
        }

        @Override
        public String describe() {
            return "scalar";
        }

        @Override
        public List<Operator> inputs() {
            return List.of(input);
        }
    }

    /** Numbers of one step repeated at all steps. */
    public record Repeated(Scalars input, int steps) implements Scalars {
        @Override
        public double[] values() throws QueryException {
            double[] values = new double[steps];
            Arrays.fill(values, input.values()[0]);
            return values;
        }

        @Override
        public String describe() {
            return "once for all steps";
        }

        @Override
        public List<Operator> inputs() {
            return List.of(input);
        }
    }

    /** A vector of one series without labels. */
    public static final class AsVector implements Vectors {
        private final Scalars input;

        public AsVector(Scalars input) {
            this.input = input;
        }

        @Override
        public List<Head> heads() {
            return List.of(new Head(Labels.EMPTY));
        }

        @Override
        public Lane lane() throws QueryException {
            double[] values = input.values();
            return (series, into) -> {
                into.clear();
                for (int step = 0; step < values.length; step++) {
                    into.set(step, values[step]);
                }
            };
        }

        @Override
        public String describe() {
            return "vector";
        }

        @Override
        public List<Operator> inputs() {
            return List.of(input);
        }
    }

    /** What an operator makes of two numbers; comparisons yield 0 and 1. */
    public static DoubleBinaryOperator function(BinaryOperator operator) {
        return switch (operator) {
            case EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL ->
                    (a, b) -> Arithmetic.holds(operator, a, b) ? 1 : 0;
            default -> (a, b) -> Arithmetic.apply(operator, a, b);
        };
    }
}
