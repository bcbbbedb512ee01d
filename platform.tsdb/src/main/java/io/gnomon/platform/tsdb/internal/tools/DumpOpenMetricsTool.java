package io.gnomon.platform.tsdb.internal.tools;

import io.gnomon.model.labels.LabelNames;
import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.model.sample.SampleValues;
import io.gnomon.model.text.GoNumbers;

import java.io.PrintWriter;

/**
 * {@code gnomon tsdb dump-openmetrics DATA}: OpenMetrics with times, which {@code gnomon tsdb
 * create-blocks-from openmetrics} takes back. Native histograms and staleness markers, which the
 * format cannot hold, are left out.
 */
public final class DumpOpenMetricsTool extends DumpTool {
    public DumpOpenMetricsTool() {
        super("dump-openmetrics");
    }

    @Override
    void print(Labels labels, SampleColumn samples, StringBuilder line, PrintWriter out) {
        String series = series(labels);
        for (int row = 0; row < samples.size; row++) {
            if (samples.histogram(row) != null || SampleValues.isStale(samples.values[row])) {
                continue;
            }
            line.setLength(0);
            line.append(series)
                    .append(' ')
                    .append(GoNumbers.general(samples.values[row]))
                    .append(' ');
            out.println(seconds(line, samples.times[row]));
        }
    }

    /** Names that are not legacy names stand in quotes, a metric's then inside of the braces. */
    private static String series(Labels labels) {
        String name = labels.metricName();
        StringBuilder series = new StringBuilder();
        boolean legacy = LabelNames.isLegacyMetricName(name);
        series.append(legacy ? name : "").append('{');
        if (!legacy) {
            LabelNames.quote(series, name);
            series.append(',');
        }
        for (int i = 0; i < labels.size(); i++) {
            if (labels.name(i).equals(Labels.METRIC_NAME)) {
                continue;
            }
            if (LabelNames.isLegacyLabelName(labels.name(i))) {
                series.append(labels.name(i));
            } else {
                LabelNames.quote(series, labels.name(i));
            }
            series.append('=');
            LabelNames.quote(series, labels.value(i));
            series.append(',');
        }
        if (series.charAt(series.length() - 1) == ',') {
            series.setLength(series.length() - 1);
        }
        return series.append('}').toString();
    }

    private static StringBuilder seconds(StringBuilder line, long millis) {
        long abs = Math.abs(millis);
        return line.append(millis < 0 ? "-" : "")
                .append(abs / 1000)
                .append('.')
                .append((char) ('0' + abs / 100 % 10))
                .append((char) ('0' + abs / 10 % 10))
                .append((char) ('0' + abs % 10));
    }

    @Override
    void end(PrintWriter out) {
        out.println("# EOF");
    }
}
