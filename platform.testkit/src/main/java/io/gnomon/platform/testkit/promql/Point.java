package io.gnomon.platform.testkit.promql;

import io.gnomon.model.sample.Histogram;

import org.jspecify.annotations.Nullable;

/**
 * A value in a script: nothing, a float or a histogram.
 *
 * @param hintGiven whether the script says what the counter reset hint is
 */
record Point(boolean present, double value, @Nullable Histogram histogram, boolean hintGiven) {
    static final Point NONE = new Point(false, 0, null, false);

    static Point of(double value) {
        return new Point(true, value, null, false);
    }

    @Override
    public String toString() {
        return present ? histogram == null ? String.valueOf(value) : histogram.toString() : "_";
    }
}
