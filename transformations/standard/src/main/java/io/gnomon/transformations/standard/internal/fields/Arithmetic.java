package io.gnomon.transformations.standard.internal.fields;

import io.gnomon.spi.common.Key;

/** Operators of "calculateField". */
public final class Arithmetic {
    private Arithmetic() {}

    /** Of two numbers; comparisons give 1 and 0. */
    public enum Binary {
        @Key("+")
        ADD("+"),
        @Key("-")
        SUBTRACT("-"),
        @Key("*")
        MULTIPLY("*"),
        @Key("/")
        DIVIDE("/"),
        @Key("**")
        POWER("**"),
        @Key("%")
        REMAINDER("%"),
        @Key("==")
        EQUAL("=="),
        @Key("!=")
        NOT_EQUAL("!="),
        @Key("<")
        LESS("<"),
        @Key("<=")
        LESS_OR_EQUAL("<="),
        @Key(">")
        GREATER(">"),
        @Key(">=")
        GREATER_OR_EQUAL(">=");

        private final String sign;

        Binary(String sign) {
            this.sign = sign;
        }

        String sign() {
            return sign;
        }

        double of(double a, double b) {
            return switch (this) {
                case ADD -> a + b;
                case SUBTRACT -> a - b;
                case MULTIPLY -> a * b;
                case DIVIDE -> a / b;
                case POWER -> Math.pow(a, b);
                case REMAINDER -> a % b;
                case EQUAL -> a == b ? 1 : 0;
                case NOT_EQUAL -> a != b ? 1 : 0;
                case LESS -> a < b ? 1 : 0;
                case LESS_OR_EQUAL -> a <= b ? 1 : 0;
                case GREATER -> a > b ? 1 : 0;
                case GREATER_OR_EQUAL -> a >= b ? 1 : 0;
            };
        }
    }

    /** Of one number; a half is rounded up. */
    public enum Unary {
        ABS,
        EXP,
        LN,
        FLOOR,
        CEIL,
        ROUND;

        double of(double value) {
            return switch (this) {
                case ABS -> Math.abs(value);
                case EXP -> Math.exp(value);
                case LN -> Math.log(value);
                case FLOOR -> Math.floor(value);
                case CEIL -> Math.ceil(value);
                case ROUND -> Math.floor(value + 0.5);
            };
        }
    }
}
