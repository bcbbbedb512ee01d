package io.gnomon.platform.core.alerting.internal.graphs;

import io.gnomon.model.query.QueryException;
import io.gnomon.model.query.QueryLanguage;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an alert's expression looks at: of {@code load1 > 5} the query {@code load1} and the
 * threshold 5, of anything else the whole expression.
 */
record Compared(String query, OptionalDouble threshold) {
    /**
     * A number is the last operand: it has no comparison in it, so the last one is the outermost.
     */
    private static final Pattern COMPARISON =
            Pattern.compile("(?s)(.+?)\\s*(?:==|!=|>=|<=|>|<)\\s*(?:bool\\s+)?([^=!<>]+)");

    static Compared of(String expression, QueryLanguage language) throws QueryException {
        Map<?, ?> tree = language.parse(expression);
        String formatted = language.format(expression);
        if (tree.get("rhs") instanceof Map<?, ?> right
                && "numberLiteral".equals(right.get("type"))
                && tree.get("lhs") instanceof Map<?, ?> left
                && !"numberLiteral".equals(left.get("type"))) {
            Matcher parts = COMPARISON.matcher(formatted);
            if (isComparison(tree.get("op")) && parts.matches()) {
                return new Compared(parts.group(1), threshold(right.get("val")));
            }
        }
        return new Compared(formatted, OptionalDouble.empty());
    }

    private static boolean isComparison(@Nullable Object operator) {
        return operator instanceof String text && text.matches("[=!]=|[<>]=?");
    }

    /** Infinity is no line in a graph. */
    private static OptionalDouble threshold(@Nullable Object number) {
        try {
            double value = Double.parseDouble(String.valueOf(number));
            return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }
}
