package io.gnomon.transformations.standard.internal.fields;

import io.gnomon.spi.common.Key;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** Operators of "calculateField"; comparisons give 1 and 0. */
public final class Arithmetic {
    private Arithmetic() {}

    /** Of two numbers. */
    public enum Binary {
        @Key("+")
        ADD("+", Double::sum),
        @Key("-")
        SUBTRACT("-", (a, b) -> a - b),
        @Key("*")
        MULTIPLY("*", (a, b) -> a * b),
        @Key("/")
        DIVIDE("/", (a, b) -> a / b),
        @Key("**")
        POWER("**", Math::pow),
        @Key("%")
        REMAINDER("%", (a, b) -> a % b),
        @Key("==")
        EQUAL("==", (a, b) -> a == b ? 1 : 0),
        @Key("!=")
        NOT_EQUAL("!=", (a, b) -> a != b ? 1 : 0),
        @Key("<")
        LESS("<", (a, b) -> a < b ? 1 : 0),
        @Key("<=")
        LESS_OR_EQUAL("<=", (a, b) -> a <= b ? 1 : 0),
        @Key(">")
        GREATER(">", (a, b) -> a > b ? 1 : 0),
        @Key(">=")
        GREATER_OR_EQUAL(">=", (a, b) -> a >= b ? 1 : 0);

        private final String sign;
        private final DoubleBinaryOperator of;

        Binary(String sign, DoubleBinaryOperator of) {
            this.sign = sign;
            this.of = of;
        }

        String sign() {
            return sign;
        }

        double of(double a, double b) {
            return of.applyAsDouble(a, b);
        }
    }

    /** Of one number. */
    public enum Unary {
        @Key("abs")
        ABS("abs", Math::abs),
        @Key("exp")
        EXP("exp", Math::exp),
        @Key("ln")
        LN("ln", Math::log),
        @Key("floor")
        FLOOR("floor", Math::floor),
        @Key("ceil")
        CEIL("ceil", Math::ceil),
        @Key("round")
        ROUND("round", value -> Math.floor(value + 0.5));

        private final String id;
        private final DoubleUnaryOperator of;

        Unary(String id, DoubleUnaryOperator of) {
            this.id = id;
            this.of = of;
        }

        String id() {
            return id;
        }

        double of(double value) {
            return of.applyAsDouble(value);
        }
    }
}
