package io.gnomon.platform.promql.internal.exec;

import io.gnomon.model.query.QueryException;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.Histogram.ResetHint;
import io.gnomon.platform.promql.internal.ast.BinaryOperator;
import io.gnomon.platform.promql.internal.ast.Span;
import io.gnomon.platform.promql.internal.histogram.HistogramMath;
import io.gnomon.platform.promql.internal.histogram.HistogramTrim;
import io.gnomon.platform.promql.internal.histogram.IncompatibleHistograms;
import io.gnomon.platform.promql.internal.run.Remarks;

import org.jspecify.annotations.Nullable;

/** Binary operators on single values. */
final class Arithmetic {
    private final BinaryOperator operator;
    private final Remarks remarks;
    private final Span where;

    /** The last result, when it is a float. */
    double value;

    /** The last result, when it is a histogram. */
    @Nullable Histogram histogram;

    Arithmetic(BinaryOperator operator, Remarks remarks, Span where) {
        this.operator = operator;
        this.remarks = remarks;
        this.where = where;
    }

    static double apply(BinaryOperator operator, double a, double b) {
        return switch (operator) {
            case ADD -> a + b;
            case SUB -> a - b;
            case MUL -> a * b;
            case DIV -> a / b;
            case MOD -> a % b;
            case POW -> power(a, b);
            case ATAN2 -> Math.atan2(a, b);
            default -> throw new IllegalArgumentException(operator + " is not arithmetic");
        };
    }

    /** As IEEE 754 has it: 1 to any power is 1, also to NaN; Java says NaN. */
    static double power(double a, double b) {
        if (a == 1 || (a == -1 && Double.isInfinite(b))) {
            return 1;
        }
        return Math.pow(a, b);
    }

    static boolean holds(BinaryOperator operator, double a, double b) {
        return switch (operator) {
            case EQUAL -> a == b;
            case NOT_EQUAL -> a != b;
            case LESS -> a < b;
            case LESS_OR_EQUAL -> a <= b;
            case GREATER -> a > b;
            case GREATER_OR_EQUAL -> a >= b;
            default -> throw new IllegalArgumentException(operator + " does not compare");
        };
    }

    /** What becomes of a pair of values. */
    enum Outcome {
        /** {@link #value} or {@link #histogram} is the result. */
        KEPT,
        /** The comparison does not hold; the result would be the same. */
        FILTERED,
        /** The operator does not work on such values. */
        NONE
    }

    /** Combines two values; a null histogram says that the float counts. */
    Outcome combine(double a, @Nullable Histogram ha, double b, @Nullable Histogram hb)
            throws QueryException {
        histogram = null;
        if (ha == null && hb == null) {
            if (operator.isComparison()) {
                value = a;
                return holds(operator, a, b) ? Outcome.KEPT : Outcome.FILTERED;
            }
            if (!operator.changesMetric()) {
                return incompatible("float", "float");
            }
            value = apply(operator, a, b);
            return Outcome.KEPT;
        }
        if (ha != null && hb != null) {
            return histograms(ha, hb);
        }
        return ha != null ? histogramAndFloat(ha, b) : floatAndHistogram(a, hb);
    }

    private Outcome floatAndHistogram(double a, @Nullable Histogram hb) {
        if (operator != BinaryOperator.MUL || hb == null) {
            return incompatible("float", "histogram");
        }
        histogram = HistogramMath.compact(HistogramMath.scale(hb, a));
        return Outcome.KEPT;
    }

    private Outcome histogramAndFloat(Histogram ha, double b) {
        switch (operator) {
            case MUL -> histogram = HistogramMath.compact(HistogramMath.scale(ha, b));
            case DIV -> histogram = HistogramMath.compact(HistogramMath.divide(ha, b));
            case TRIM_UPPER -> histogram = HistogramTrim.trim(ha, b, true);
            case TRIM_LOWER -> histogram = HistogramTrim.trim(ha, b, false);
            default -> {
                return incompatible("histogram", "float");
            }
        }
        return Outcome.KEPT;
    }

    private Outcome histograms(Histogram ha, Histogram hb) {
        return switch (operator) {
            case ADD, SUB -> sum(ha, hb, operator == BinaryOperator.ADD);
            case EQUAL, NOT_EQUAL -> {
                histogram = ha;
                boolean equal = HistogramMath.sameValue(ha, hb);
                yield equal == (operator == BinaryOperator.EQUAL) ? Outcome.KEPT : Outcome.FILTERED;
            }
            default -> incompatible("histogram", "histogram");
        };
    }

    private Outcome sum(Histogram ha, Histogram hb, boolean add) {
        try {
            HistogramMath.Sum sum =
                    add ? HistogramMath.add(ha, hb) : HistogramMath.subtract(ha, hb);
            String word = add ? "addition" : "subtraction";
            if (sum.collision()) {
                remarks.warn("conflicting counter resets during histogram " + word, where);
            }
            if (sum.boundsReconciled()) {
                remarks.info("mismatched custom buckets were reconciled during " + word, where);
            }
            Histogram result = HistogramMath.compact(sum.histogram());
            histogram = add ? result : result.withHint(ResetHint.GAUGE);
            return Outcome.KEPT;
        } catch (IncompatibleHistograms e) {
            remarks.warn(
                    "incompatible bucket layout encountered for binary operator " + operator.text(),
                    where);
            return Outcome.NONE;
        }
    }

    private Outcome incompatible(String left, String right) {
        remarks.info(
                "incompatible sample types encountered for binary operator \""
                        + operator.text()
                        + "\": "
                        + left
                        + " "
                        + operator.text()
                        + " "
                        + right,
                where);
        return Outcome.NONE;
    }
}
