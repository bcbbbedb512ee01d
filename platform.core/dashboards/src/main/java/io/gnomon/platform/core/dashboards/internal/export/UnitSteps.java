package io.gnomon.platform.core.dashboards.internal.export;

import io.gnomon.platform.core.drawing.Graph;

/**
 * Distances between the marks of an axis that are round in the unit of its values, as the page has
 * them (platform.web, panel-kit/unitSteps.ts).
 */
final class UnitSteps {
    private static final double MINUTE = 60;
    private static final double HOUR = 60 * MINUTE;
    private static final double DAY = 24 * HOUR;
    private static final double WEEK = 7 * DAY;

    /** The year of the units of durations, 365.2425 days. */
    private static final double YEAR = 31_556_952;

    /** Round spans of time in seconds, in ascending order. */
    private static final double[] SPANS = {
        1,
        2,
        5,
        10,
        15,
        30,
        MINUTE,
        2 * MINUTE,
        5 * MINUTE,
        10 * MINUTE,
        15 * MINUTE,
        30 * MINUTE,
        HOUR,
        2 * HOUR,
        3 * HOUR,
        6 * HOUR,
        12 * HOUR,
        DAY,
        2 * DAY,
        4 * DAY,
        WEEK,
        2 * WEEK,
        4 * WEEK,
        13 * WEEK,
        26 * WEEK
    };

    private UnitSteps() {}

    /**
     * The first round distance that is not below another: powers of two for units of 1024, parts of
     * the clock for durations, else 1, 2 and 5 times powers of ten.
     *
     * @param rough above zero
     * @param unit id of Grafana's
     */
    static double above(double rough, String unit) {
        double least = rough * (1 - 1e-9);
        if (Units.isBinary(unit)) {
            return Math.pow(2, Math.ceil(Math.log(least) / Math.log(2)));
        }
        double seconds = Units.seconds(unit);
        if (Double.isNaN(seconds) || (least * seconds <= 0.5 && Units.hasParts(unit))) {
            return Graph.Unit.decimal(least);
        }
        for (double span : SPANS) {
            if (span >= least * seconds) {
                return span / seconds;
            }
        }
        return Graph.Unit.decimal(least * seconds / YEAR) * YEAR / seconds;
    }
}
