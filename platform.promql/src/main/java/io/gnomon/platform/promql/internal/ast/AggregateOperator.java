package io.gnomon.platform.promql.internal.ast;

import java.util.Locale;

/** Aggregation operators. */
public enum AggregateOperator {
    SUM,
    AVG,
    COUNT,
    MIN,
    MAX,
    GROUP,
    STDDEV,
    STDVAR,
    TOPK,
    BOTTOMK,
    COUNT_VALUES,
    QUANTILE,
    LIMITK,
    LIMIT_RATIO;

    private final String text = name().toLowerCase(Locale.ROOT);

    public String text() {
        return text;
    }

    public boolean hasParameter() {
        return switch (this) {
            case TOPK, BOTTOMK, COUNT_VALUES, QUANTILE, LIMITK, LIMIT_RATIO -> true;
            default -> false;
        };
    }

    /** Hands out some of its input series instead of one for each group. */
    public boolean selectsSeries() {
        return switch (this) {
            case TOPK, BOTTOMK, LIMITK, LIMIT_RATIO -> true;
            default -> false;
        };
    }

    public boolean experimental() {
        return this == LIMITK || this == LIMIT_RATIO;
    }
}
