package io.gnomon.platform.core.exposition;

import io.gnomon.model.labels.LabelNames;
import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.Exemplar;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.MetricType;
import io.gnomon.spi.exporter.MetricSink;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes metrics as text 0.0.4 or OpenMetrics 1.0. For one thread. A family must not come twice:
 * {@link CollectedFamilies} sees to that. Families without samples are left out.
 *
 * <p>What the formats do not know is left out: exemplars and units in the text format, buckets of
 * native histograms (sum, count and the +Inf bucket remain), start times.
 */
public final class ExpositionWriter implements MetricSink {
    private static final int FLUSH_CHARS = 32 * 1024;

    private final OutputStream out;
    private final ExpositionFormat format;
    private final StringBuilder text = new StringBuilder(4096);

    private String family = "";
    private MetricType type = MetricType.UNKNOWN;
    private String help = "";
    private String unit = "";
    private boolean announced;
    private boolean lineOpen;
    private boolean emptyLabels;
    private @Nullable IOException failure;

    /** A writer; {@code out} is not closed by it. */
    public ExpositionWriter(OutputStream out, ExpositionFormat format) {
        this.out = out;
        this.format = format;
    }

    /** Labels without a value are written too; they are left out otherwise. */
    public ExpositionWriter keepEmptyLabels() {
        emptyLabels = true;
        return this;
    }

    @Override
    public void family(String name, MetricType type, String help) {
        family(name, type, help, "");
    }

    @Override
    public void family(String name, MetricType type, String help, String unit) {
        endLine();
        this.family = format.escaping().escape(name);
        this.type = type;
        this.help = help;
        this.unit = unit;
        this.announced = false;
    }

    @Override
    public void sample(double value, String... labels) {
        line(openMetricsSuffix(), value, labels, "");
    }

    @Override
    public void suffixed(String suffix, double value, String... labels) {
        line(suffix, value, labels, "");
    }

    @Override
    public void timed(long timeMillis, double value, String... labels) {
        timedSuffixed(openMetricsSuffix(), timeMillis, value, labels);
    }

    /** A sample with a suffix and a time of its own. */
    public void timedSuffixed(String suffix, long timeMillis, double value, String... labels) {
        line(suffix, value, labels, "");
        text.append(' ');
        time(timeMillis);
    }

    @Override
    public void histogram(Histogram histogram, String... labels) {
        line("_bucket", histogram.count(), labels, "+Inf");
        line("_sum", histogram.sum(), labels, "");
        line("_count", histogram.count(), labels, "");
    }

    @Override
    public void exemplar(Exemplar exemplar) {
        if (format.openMetrics() && lineOpen) {
            text.append(" # ");
            labels(pairs(exemplar.labels()), "", "");
            if (exemplar.labels().isEmpty()) {
                text.append("{}");
            }
            text.append(' ');
            GoFloats.openMetrics(text, exemplar.value());
            text.append(' ');
            time(exemplar.timeMillis());
        }
    }

    /** Neither format has a place for it that is not a series of its own: left out. */
    @Override
    public void startTime(long startTimeMillis) {}

    /**
     * Ends the exposition and flushes the stream.
     *
     * @throws IOException what writing to the stream threw, now or before
     */
    public void finish() throws IOException {
        endLine();
        if (format.openMetrics()) {
            text.append("# EOF\n");
        }
        flushText();
        if (failure != null) {
            throw failure;
        }
        out.flush();
    }

    private void line(String suffix, double value, String[] labels, String le) {
        endLine();
        if (!announced) {
            announce();
        }
        String base = format.openMetrics() ? openMetricsFamily() : family;
        labels(labels, base + suffix, le);
        text.append(' ');
        if (format.openMetrics()) {
            GoFloats.openMetrics(text, value);
        } else {
            GoFloats.general(text, value);
        }
        lineOpen = true;
    }

    private void endLine() {
        if (lineOpen) {
            text.append('\n');
            lineOpen = false;
            if (text.length() >= FLUSH_CHARS) {
                flushText();
            }
        }
    }

    private void flushText() {
        if (failure == null) {
            try {
                out.write(text.toString().getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                failure = e;
            }
        }
        text.setLength(0);
    }

    private void announce() {
        announced = true;
        String name = format.openMetrics() ? openMetricsFamily() : family;
        if (!help.isEmpty()) {
            comment("HELP", name);
            escape(help, format.openMetrics());
            text.append('\n');
        }
        comment("TYPE", name);
        text.append(typeWord()).append('\n');
        if (format.openMetrics() && !unit.isEmpty() && name.endsWith("_" + unit)) {
            comment("UNIT", name);
            text.append(unit).append('\n');
        }
    }

    private void comment(String keyword, String name) {
        text.append("# ").append(keyword).append(' ');
        if (LabelNames.isLegacyMetricName(name)) {
            text.append(name);
        } else {
            quoted(name);
        }
        text.append(' ');
    }

    private String typeWord() {
        if (format.openMetrics()) {
            return type.text();
        }
        return switch (type) {
            case UNKNOWN -> "untyped";
            case INFO, STATE_SET -> MetricType.GAUGE.text();
            case GAUGE_HISTOGRAM -> MetricType.HISTOGRAM.text();
            case COUNTER, GAUGE, HISTOGRAM, SUMMARY -> type.text();
        };
    }

    /** OpenMetrics names counters and infos without the ending that their samples have. */
    private String openMetricsFamily() {
        String ending = openMetricsSuffix();
        return !ending.isEmpty() && family.endsWith(ending)
                ? family.substring(0, family.length() - ending.length())
                : family;
    }

    private String openMetricsSuffix() {
        if (!format.openMetrics()) {
            return "";
        }
        return type == MetricType.COUNTER ? "_total" : type == MetricType.INFO ? "_info" : "";
    }

    private void time(long timeMillis) {
        if (!format.openMetrics()) {
            text.append(timeMillis);
            return;
        }
        long millis = Math.abs(timeMillis % 1000);
        text.append(timeMillis < 0 ? "-" : "").append(Math.abs(timeMillis / 1000));
        if (millis != 0) {
            text.append('.').append(Long.toString(1000 + millis), 1, 4);
        }
    }

    /** Name and labels; without a name only the labels. */
    private void labels(String[] labels, String name, String le) {
        boolean quotedName = !name.isEmpty() && !LabelNames.isLegacyMetricName(name);
        if (!quotedName) {
            text.append(name);
        }
        char separator = '{';
        if (quotedName) {
            text.append('{');
            quoted(name);
            separator = ',';
        }
        for (int i = 0; i < labels.length; i += 2) {
            if (emptyLabels || !labels[i + 1].isEmpty()) {
                label(separator, labels[i], labels[i + 1]);
                separator = ',';
            }
        }
        if (!le.isEmpty()) {
            label(separator, "le", le);
            separator = ',';
        }
        if (separator == ',') {
            text.append('}');
        }
    }

    private void label(char separator, String name, String value) {
        String written = format.escaping().escape(name);
        text.append(separator);
        if (LabelNames.isLegacyLabelName(written)) {
            text.append(written);
        } else {
            quoted(written);
        }
        text.append("=");
        quoted(format.openMetrics() ? GoFloats.normalizedBound(type, written, value) : value);
    }

    private void quoted(String value) {
        text.append('"');
        escape(value, true);
        text.append('"');
    }

    private void escape(String value, boolean quotes) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '"' -> text.append(quotes ? "\\\"" : "\"");
                default -> text.append(c);
            }
        }
    }

    private static String[] pairs(Labels labels) {
        String[] pairs = new String[2 * labels.size()];
        for (int i = 0; i < labels.size(); i++) {
            pairs[2 * i] = labels.name(i);
            pairs[2 * i + 1] = labels.value(i);
        }
        return pairs;
    }
}
