package io.gnomon.platform.core.exposition;

import static io.gnomon.platform.core.exposition.OpenMetricsFamily.require;

import io.gnomon.model.sample.MetricType;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/**
 * The values of one metric at one time while they are checked. All methods throw
 * IllegalArgumentException with a sentence when the text breaks a rule of OpenMetrics.
 */
final class OpenMetricsPoint {
    private final String name;
    private final MetricType type;
    private final Set<String> samples = new HashSet<>();

    // Of histograms; NaN is what was not there.
    private double lastBound = Double.NEGATIVE_INFINITY;
    private double below;
    private boolean bucketed;
    private boolean negativeBounds;
    private double count = Double.NaN;
    private double sum = Double.NaN;

    /** Nothing was read yet. */
    OpenMetricsPoint(String name, MetricType type) {
        this.name = name;
        this.type = type;
    }

    boolean has(String sample) {
        return samples.contains(sample);
    }

    void add(String sample) {
        samples.add(sample);
    }

    /**
     * Takes a value.
     *
     * @param bound le or quantile as it is written
     */
    void value(String ending, String bound, double value) {
        switch (type) {
            case COUNTER, HISTOGRAM, SUMMARY -> {
                require(!(value < 0), place(ending) + " is negative");
                require(
                        !Double.isNaN(value) || ending.isEmpty(),
                        place(ending) + " is not a number");
            }
            case GAUGE_HISTOGRAM -> {
                require(
                        value >= 0 || ending.equals("_gsum"),
                        place(ending) + " is negative or NaN");
                require(!Double.isNaN(value), place(ending) + " is not a number");
            }
            case INFO -> require(value == 1, place(ending) + " is not 1");
            case STATE_SET -> require(value == 0 || value == 1, place(ending) + " is not 0 or 1");
            case GAUGE, UNKNOWN -> {}
        }
        switch (ending) {
            case "_bucket" -> bucket(bound, value);
            case "_count", "_gcount" -> count = value;
            case "_sum", "_gsum" -> sum = value;
            default -> {}
        }
        if (type == MetricType.SUMMARY && ending.isEmpty()) {
            double rank = number(bound);
            require(rank >= 0 && rank <= 1, "quantile=\"" + bound + "\" is not between 0 and 1");
        }
    }

    private void bucket(String bound, double value) {
        double upper = number(bound);
        require(upper > lastBound, "le=\"" + bound + "\" is no bound, or not in order");
        require(
                upper != Double.POSITIVE_INFINITY || bound.equals("+Inf"),
                "the last bound of \"" + name + "\" must be written +Inf");
        require(value >= below, "the buckets of \"" + name + "\" do not count up");
        negativeBounds |= upper < 0;
        lastBound = upper;
        below = value;
        bucketed = true;
    }

    private static double number(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return Decimals.parse(bytes, 0, bytes.length);
    }

    private String place(String ending) {
        return "a value of \"" + name + ending + "\"";
    }

    /** All values were read. */
    void end() {
        boolean gauge = type == MetricType.GAUGE_HISTOGRAM;
        if (samples.isEmpty() || (type != MetricType.HISTOGRAM && !gauge)) {
            return;
        }
        require(
                bucketed && lastBound == Double.POSITIVE_INFINITY,
                "the histogram \"" + name + "\" has no bucket le=\"+Inf\"");
        require(
                Double.isNaN(count) || count == below,
                "the count of \"" + name + "\" is not that of its last bucket");
        if (gauge || !negativeBounds) {
            require(
                    Double.isNaN(count) == Double.isNaN(sum),
                    "\"" + name + "\" has a count without a sum, or a sum without a count");
        } else {
            require(Double.isNaN(sum), "\"" + name + "\" has negative bounds, so it has no sum");
        }
        require(
                negativeBounds || !(sum < 0),
                "the sum of \"" + name + "\" is negative without negative bounds");
    }
}
