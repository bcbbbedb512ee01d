package io.gnomon.platform.core.exposition;

import io.gnomon.model.sample.MetricType;
import io.gnomon.model.text.GoNumbers;

import java.nio.charset.StandardCharsets;

/** Floats as the exposition formats write them. */
public final class GoFloats {
    private GoFloats() {}

    /** As {@link GoNumbers#general}, quickly for small whole numbers. */
    static void general(StringBuilder out, double value) {
        long whole = (long) value;
        if (whole == value && Math.abs(whole) < 1_000_000 && (whole != 0 || 1 / value > 0)) {
            out.append(whole);
        } else {
            out.append(GoNumbers.general(value));
        }
    }

    /** As {@link #general}, whole numbers with ".0". */
    static void openMetrics(StringBuilder out, double value) {
        int start = out.length();
        general(out, value);
        for (int i = start; i < out.length(); i++) {
            char c = out.charAt(i);
            if (c == '.' || c == 'e' || c == 'N' || c == 'I') {
                return;
            }
        }
        out.append(".0");
    }

    /**
     * The value under which a label is stored: bounds of classic histograms ({@code le}) and
     * summaries ({@code quantile}) are normalised floats ("1" becomes "1.0"), so that all formats
     * give the same series; other labels stay.
     */
    public static String normalizedBound(MetricType type, String name, String value) {
        boolean bound =
                switch (type) {
                    case HISTOGRAM, GAUGE_HISTOGRAM -> name.equals("le");
                    case SUMMARY -> name.equals("quantile");
                    default -> false;
                };
        if (!bound || value.equals("+Inf")) {
            return value;
        }
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        double number = Decimals.parse(bytes, 0, bytes.length);
        if (Decimals.isRefused(number)) {
            return value;
        }
        StringBuilder out = new StringBuilder();
        openMetrics(out, number);
        return out.toString();
    }
}
