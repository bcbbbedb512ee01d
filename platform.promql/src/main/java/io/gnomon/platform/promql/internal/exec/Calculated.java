package io.gnomon.platform.promql.internal.exec;

import io.gnomon.model.query.QueryException;
import io.gnomon.platform.promql.internal.ast.BinaryOperator;
import io.gnomon.platform.promql.internal.exec.Operator.Scalars;
import io.gnomon.platform.promql.internal.run.QueryContext;

import java.util.List;

/** A number for each step, calculated from what the operands have there. */
public record Calculated(
        QueryContext context, String name, int steps, List<Scalars> operands, Formula formula)
        implements Scalars {
    /** What is calculated. */
    public interface Formula {
        /**
         * The number at a step.
         *
         * @param of the numbers of each operand
         */
        double at(int step, double[][] of);
    }

    /** What an operator makes of two numbers; comparisons yield 0 and 1. */
    public static Formula formula(BinaryOperator operator) {
        return operator.isComparison()
                ? (step, of) -> Arithmetic.holds(operator, of[0][step], of[1][step]) ? 1 : 0
                : (step, of) -> Arithmetic.apply(operator, of[0][step], of[1][step]);
    }

    @Override
    public double[] values() throws QueryException {
        double[][] of = new double[operands.size()][];
        for (int i = 0; i < of.length; i++) {
            of[i] = operands.get(i).values();
        }
        double[] values = context.numbers(steps, name);
        for (int step = 0; step < steps; step++) {
            values[step] = formula.at(step, of);
        }
        for (double[] done : of) {
            context.forget(done);
        }
        return values;
    }

    @Override
    public String describe() {
        return name;
    }

    @Override
    public List<Operator> inputs() {
        return List.copyOf(operands);
    }
}
