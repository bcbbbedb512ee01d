package io.gnomon.model.sample;

/** Types of metric families; {@link #text} is the word of the exposition formats. */
public enum MetricType {
    UNKNOWN("unknown"),
    COUNTER("counter"),
    GAUGE("gauge"),
    HISTOGRAM("histogram"),
    GAUGE_HISTOGRAM("gaugehistogram"),
    SUMMARY("summary"),
    INFO("info"),
    STATE_SET("stateset");

    private final String text;

    MetricType(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }

    /** The type of a word, {@link #UNKNOWN} when it is none. */
    public static MetricType of(String text) {
        for (MetricType type : values()) {
            if (type.text.equals(text)) {
                return type;
            }
        }
        return UNKNOWN;
    }
}
