package io.gnomon.transformations.standard.internal.rows;

import io.gnomon.model.frame.Cells;
import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.common.Key;
import io.gnomon.transformations.standard.internal.TextPattern;

import org.jspecify.annotations.Nullable;

import java.util.Locale;

/**
 * A condition on a value.
 *
 * @param options what it is compared with
 */
public record ValueCondition(
        @Doc("How values are compared") @Default("isNotNull") Test id, Operand options) {
    /** Values to compare with; numbers may be given as texts. */
    public record Operand(@Nullable String value, @Nullable String from, @Nullable String to) {}

    /** Ways to compare. */
    public enum Test {
        @Key("isNull")
        IS_NULL,
        @Key("isNotNull")
        IS_NOT_NULL,
        @Key("greater")
        GREATER,
        @Key("greaterOrEqual")
        GREATER_OR_EQUAL,
        @Key("lower")
        LOWER,
        @Key("lowerOrEqual")
        LOWER_OR_EQUAL,
        @Key("equal")
        EQUAL,
        @Key("notEqual")
        NOT_EQUAL,
        @Key("substring")
        SUBSTRING,
        @Key("notSubstring")
        NOT_SUBSTRING,
        @Key("regex")
        REGEX,
        @Key("between")
        BETWEEN
    }

    public ValueCondition {
        switch (id) {
            case REGEX -> {
                var _ = TextPattern.of(text(options.value()));
            }
            case GREATER, GREATER_OR_EQUAL, LOWER, LOWER_OR_EQUAL ->
                    mustBeNumber("value", options.value());
            case BETWEEN -> {
                mustBeNumber("from", options.from());
                mustBeNumber("to", options.to());
            }
            case IS_NULL, IS_NOT_NULL, EQUAL, NOT_EQUAL, SUBSTRING, NOT_SUBSTRING -> {}
        }
    }

    private static void mustBeNumber(String name, @Nullable String given) {
        // A variable without value leaves nothing: nothing is above or below that.
        if (given != null && !given.isEmpty() && Double.isNaN(Cells.number(given))) {
            throw new IllegalArgumentException(
                    "%s of a condition must be a number, not \"%s\"".formatted(name, given));
        }
    }

    /** Whether it holds for a value of a column. */
    boolean holds(@Nullable Object value) {
        return switch (id) {
            case IS_NULL -> value == null;
            case IS_NOT_NULL -> value != null;
            case GREATER -> Cells.number(value) > Cells.number(options.value());
            case GREATER_OR_EQUAL -> Cells.number(value) >= Cells.number(options.value());
            case LOWER -> Cells.number(value) < Cells.number(options.value());
            case LOWER_OR_EQUAL -> Cells.number(value) <= Cells.number(options.value());
            case EQUAL -> isEqual(value);
            case NOT_EQUAL -> !isEqual(value);
            case SUBSTRING -> contains(value);
            case NOT_SUBSTRING -> !contains(value);
            case REGEX ->
                    value != null && TextPattern.of(text(options.value())).finds(Cells.text(value));
            case BETWEEN ->
                    Cells.number(value) > Cells.number(options.from())
                            && Cells.number(value) < Cells.number(options.to());
        };
    }

    private boolean isEqual(@Nullable Object value) {
        boolean number = value instanceof Number;
        return number
                ? Cells.number(value) == Cells.number(options.value())
                : value != null && Cells.text(value).equals(text(options.value()));
    }

    private boolean contains(@Nullable Object value) {
        return Cells.text(value)
                .toLowerCase(Locale.ROOT)
                .contains(text(options.value()).toLowerCase(Locale.ROOT));
    }

    private static String text(@Nullable String given) {
        return given == null ? "" : given;
    }
}
