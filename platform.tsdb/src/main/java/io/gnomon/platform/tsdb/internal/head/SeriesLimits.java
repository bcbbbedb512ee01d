package io.gnomon.platform.tsdb.internal.head;

import io.gnomon.model.labels.Labels;

/**
 * How many series there may be; a series beyond a limit is not made. 0 is no limit.
 *
 * @param perGroup of one target, connection or rule group
 * @param perMetric of one metric name
 * @param total in the server
 */
public record SeriesLimits(int perGroup, int perMetric, int total) {
    public static final SeriesLimits NONE = new SeriesLimits(0, 0, 0);

    /** One of the limits, by the number that stands for a series that it refused. */
    public enum Limit {
        TOTAL("series", -1),
        GROUP("series_per_target", -2),
        METRIC("series_per_metric", -3);

        private final String key;
        private final int refusal;

        Limit(String key, int refusal) {
            this.key = key;
            this.refusal = refusal;
        }

        /** Its name in gnomon.yml. */
        public String key() {
            return key;
        }

        /** What stands for a series that was not made, negative. */
        int refusal() {
            return refusal;
        }

        static Limit of(int refusal) {
            for (Limit limit : values()) {
                if (limit.refusal == refusal) {
                    return limit;
                }
            }
            throw new IllegalArgumentException("no limit is " + refusal);
        }
    }

    public int value(Limit limit) {
        return switch (limit) {
            case TOTAL -> total;
            case GROUP -> perGroup;
            case METRIC -> perMetric;
        };
    }

    /** That a limit refused a series. */
    String sentence(Limit limit, Labels refused, String group) {
        String whose =
                switch (limit) {
                    case TOTAL -> "the server";
                    case GROUP -> "\"" + group + "\"";
                    case METRIC -> "the metric " + refused.metricName();
                };
        return "%s has reached the limit of %d series (storage.limits.%s)"
                .formatted(whose, value(limit), limit.key());
    }
}
