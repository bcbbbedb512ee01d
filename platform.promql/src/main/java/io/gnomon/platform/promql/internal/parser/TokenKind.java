package io.gnomon.platform.promql.internal.parser;

import io.gnomon.platform.promql.internal.ast.AggregateOperator;
import io.gnomon.platform.promql.internal.ast.BinaryOperator;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Kinds of tokens. {@link Group} says how a message shows one. */
enum TokenKind {
    END_OF_INPUT(Group.OTHER, ""),
    /** Where a lexical error, already noted, ended the reading. */
    BROKEN(Group.OTHER, ""),
    IDENTIFIER(Group.NAMED, "identifier"),
    METRIC_IDENTIFIER(Group.NAMED, "metric identifier"),
    STRING(Group.NAMED, "string"),
    NUMBER(Group.NAMED, "number"),
    DURATION(Group.NAMED, "duration"),

    LEFT_PAREN(Group.OTHER, "("),
    RIGHT_PAREN(Group.OTHER, ")"),
    LEFT_BRACE(Group.OTHER, "{"),
    RIGHT_BRACE(Group.OTHER, "}"),
    LEFT_BRACKET(Group.OTHER, "["),
    RIGHT_BRACKET(Group.OTHER, "]"),
    COMMA(Group.OTHER, ","),
    COLON(Group.OTHER, ":"),
    ASSIGN(Group.OTHER, "="),

    MATCH_REGEX(Group.OPERATOR, "=~"),
    MATCH_NOT_REGEX(Group.OPERATOR, "!~"),
    AT(Group.OPERATOR, "@"),
    ADD(BinaryOperator.ADD),
    SUB(BinaryOperator.SUB),
    MUL(BinaryOperator.MUL),
    DIV(BinaryOperator.DIV),
    MOD(BinaryOperator.MOD),
    POW(BinaryOperator.POW),
    EQUAL(BinaryOperator.EQUAL),
    NOT_EQUAL(BinaryOperator.NOT_EQUAL),
    LESS(BinaryOperator.LESS),
    LESS_OR_EQUAL(BinaryOperator.LESS_OR_EQUAL),
    GREATER(BinaryOperator.GREATER),
    GREATER_OR_EQUAL(BinaryOperator.GREATER_OR_EQUAL),
    TRIM_UPPER(BinaryOperator.TRIM_UPPER),
    TRIM_LOWER(BinaryOperator.TRIM_LOWER),
    AND(BinaryOperator.AND),
    OR(BinaryOperator.OR),
    UNLESS(BinaryOperator.UNLESS),
    ATAN2(BinaryOperator.ATAN2),

    AGGREGATE(Group.AGGREGATOR, ""),

    OFFSET(Group.KEYWORD, "offset"),
    SMOOTHED(Group.KEYWORD, "smoothed"),
    ANCHORED(Group.KEYWORD, "anchored"),
    BY(Group.KEYWORD, "by"),
    WITHOUT(Group.KEYWORD, "without"),
    ON(Group.KEYWORD, "on"),
    IGNORING(Group.KEYWORD, "ignoring"),
    GROUP_LEFT(Group.KEYWORD, "group_left"),
    GROUP_RIGHT(Group.KEYWORD, "group_right"),
    FILL(Group.KEYWORD, "fill"),
    FILL_LEFT(Group.KEYWORD, "fill_left"),
    FILL_RIGHT(Group.KEYWORD, "fill_right"),
    BOOL(Group.KEYWORD, "bool"),

    START(Group.PREPROCESSOR, "start"),
    END(Group.PREPROCESSOR, "end"),
    STEP(Group.PREPROCESSOR, "step"),
    RANGE(Group.PREPROCESSOR, "range");

    enum Group {
        NAMED,
        OTHER,
        OPERATOR,
        AGGREGATOR,
        KEYWORD,
        PREPROCESSOR
    }

    private static final Map<String, TokenKind> WORDS = words();

    private final Group group;
    private final String text;
    private final @Nullable BinaryOperator operator;

    TokenKind(Group group, String text) {
        this.group = group;
        this.text = text;
        this.operator = null;
    }

    TokenKind(BinaryOperator operator) {
        this.group = Group.OPERATOR;
        this.text = operator.text();
        this.operator = operator;
    }

    private static Map<String, TokenKind> words() {
        Map<String, TokenKind> words = new HashMap<>();
        for (TokenKind kind : values()) {
            if (kind.group == Group.KEYWORD || kind.group == Group.PREPROCESSOR) {
                words.put(kind.text, kind);
            }
        }
        for (TokenKind kind : new TokenKind[] {AND, OR, UNLESS, ATAN2}) {
            words.put(kind.text, kind);
        }
        for (AggregateOperator aggregate : AggregateOperator.values()) {
            words.put(aggregate.text(), AGGREGATE);
        }
        words.put("inf", NUMBER);
        words.put("nan", NUMBER);
        return words;
    }

    /** Kind of a word, whatever its case; {@link #IDENTIFIER} for all that are not reserved. */
    static TokenKind ofWord(String word) {
        return WORDS.getOrDefault(word.toLowerCase(Locale.ROOT), IDENTIFIER);
    }

    Group group() {
        return group;
    }

    String text() {
        return text;
    }

    @Nullable BinaryOperator operator() {
        return operator;
    }

    /** Whether a metric may have this name without quotes. */
    boolean canNameMetric() {
        return switch (this) {
            case IDENTIFIER,
                    METRIC_IDENTIFIER,
                    AND,
                    OR,
                    UNLESS,
                    AGGREGATE,
                    OFFSET,
                    SMOOTHED,
                    ANCHORED,
                    BY,
                    WITHOUT,
                    FILL,
                    FILL_LEFT,
                    FILL_RIGHT,
                    START,
                    END,
                    STEP,
                    RANGE ->
                    true;
            default -> false;
        };
    }

    /** Whether an expression may begin with it. */
    boolean beginsExpression() {
        return switch (this) {
            case NUMBER, DURATION, STRING, LEFT_PAREN, LEFT_BRACE, ADD, SUB -> true;
            default -> canNameMetric();
        };
    }

    /** Whether a label in a list may have this name without quotes. */
    boolean canNameLabel() {
        return canNameMetric() || group == Group.KEYWORD || this == ATAN2;
    }
}
