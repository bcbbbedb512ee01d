package io.gnomon.platform.core.http.internal.exporters;

import io.gnomon.model.labels.Regex;
import io.gnomon.model.sample.Histogram;
import io.gnomon.platform.core.exposition.AcceptEntry;
import io.gnomon.platform.core.exposition.CollectedFamilies;
import io.gnomon.platform.core.exposition.ExpositionFormat;
import io.gnomon.platform.core.exposition.ExpositionWriter;
import io.gnomon.platform.core.exposition.NameEscaping;
import io.gnomon.platform.core.exposition.ProtobufFormat;
import io.gnomon.platform.core.http.internal.exporters.GatheredFamilies.Family;
import io.gnomon.platform.core.http.internal.exporters.GatheredFamilies.Metric;
import io.gnomon.platform.core.http.internal.routing.Exchange;
import io.gnomon.platform.core.promformat.remote.MetricFamilyWriter;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/** Answers with metrics in the format that the client wants most. */
final class MetricsAnswer {
    private static final Regex ALL = Regex.compile(".*");

    private static final int USUAL_BYTES = 64 * 1024;

    private MetricsAnswer() {}

    static void send(Exchange exchange, CollectedFamilies families) throws IOException {
        for (AcceptEntry entry : AcceptEntry.parse(exchange.header("Accept"))) {
            if (ProtobufFormat.isAskedFor(entry)) {
                messages(exchange, families, entry.escaping());
                return;
            }
            ExpositionFormat format = ExpositionFormat.of(entry);
            if (format != null) {
                text(exchange, families, format);
                return;
            }
        }
        text(exchange, families, ExpositionFormat.TEXT);
    }

    private static void text(Exchange exchange, CollectedFamilies families, ExpositionFormat format)
            throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream(USUAL_BYTES);
        ExpositionWriter writer = new ExpositionWriter(text, format);
        families.writeTo(writer);
        writer.finish();
        exchange.bytes(200, format.contentType(), text.toByteArray());
    }

    private static void messages(
            Exchange exchange, CollectedFamilies families, NameEscaping escaping)
            throws IOException {
        GatheredFamilies gathered = new GatheredFamilies(ALL);
        families.writeTo(gathered);
        try (OutputStream out = exchange.open(200, ProtobufFormat.contentType(escaping))) {
            MetricFamilyWriter writer = new MetricFamilyWriter(out);
            for (Family family : gathered.all()) {
                if (family.metrics().isEmpty()) {
                    continue;
                }
                writer.family(
                        escaping.escape(family.name()),
                        family.type(),
                        family.help(),
                        family.unit());
                for (Map.Entry<List<String>, Metric> one : family.metrics().entrySet()) {
                    message(writer, family, labels(one.getKey(), escaping), one.getValue());
                }
            }
            writer.finish();
        }
    }

    private static String[] labels(List<String> pairs, NameEscaping escaping) {
        String[] labels = pairs.toArray(String[]::new);
        for (int i = 0; i < labels.length; i += 2) {
            labels[i] = escaping.escape(labels[i]);
        }
        return labels;
    }

    private static void message(
            MetricFamilyWriter writer, Family family, String[] labels, Metric metric) {
        Long own = metric.timeMillis;
        long time = own == null ? MetricFamilyWriter.NO_TIME : own;
        Histogram histogram = metric.histogram;
        if (histogram != null) {
            writer.histogram(labels, time, histogram);
            return;
        }
        switch (family.type()) {
            case HISTOGRAM, GAUGE_HISTOGRAM ->
                    writer.classic(
                            labels,
                            time,
                            metric.count,
                            metric.sum,
                            metric.column(0),
                            metric.column(1));
            case SUMMARY ->
                    writer.summary(
                            labels,
                            time,
                            metric.count,
                            metric.sum,
                            metric.column(0),
                            metric.column(1));
            default -> writer.number(family.type(), labels, time, metric.value);
        }
    }
}
