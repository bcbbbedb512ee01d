package io.gnomon.platform.promql.internal.ast;

/** Binary operators with their precedence; a higher one binds tighter. */
public enum BinaryOperator {
    OR("or", 1),
    AND("and", 2),
    UNLESS("unless", 2),
    EQUAL("==", 3),
    NOT_EQUAL("!=", 3),
    LESS_OR_EQUAL("<=", 3),
    LESS("<", 3),
    GREATER_OR_EQUAL(">=", 3),
    GREATER(">", 3),
    TRIM_UPPER("</", 3),
    TRIM_LOWER(">/", 3),
    ADD("+", 4),
    SUB("-", 4),
    MUL("*", 5),
    DIV("/", 5),
    MOD("%", 5),
    ATAN2("atan2", 5),
    POW("^", 6);

    /** Unary minus binds like a multiplication. */
    public static final int UNARY_PRECEDENCE = 5;

    private final String text;
    private final int precedence;

    BinaryOperator(String text, int precedence) {
        this.text = text;
        this.precedence = precedence;
    }

    public String text() {
        return text;
    }

    public int precedence() {
        return precedence;
    }

    public boolean rightAssociative() {
        return this == POW;
    }

    public boolean isSet() {
        return precedence <= 2;
    }

    /** Filters, or yields 0 and 1 with {@code bool}. */
    public boolean isComparison() {
        return precedence == 3 && this != TRIM_UPPER && this != TRIM_LOWER;
    }

    /** The result is no longer the metric that its operand was. */
    public boolean changesMetric() {
        return precedence >= 4;
    }
}
