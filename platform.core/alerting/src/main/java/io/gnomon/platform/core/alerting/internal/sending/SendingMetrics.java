package io.gnomon.platform.core.alerting.internal.sending;

import io.gnomon.model.sample.MetricType;
import io.gnomon.spi.common.NoSettings;
import io.gnomon.spi.exporter.CollectRequest;
import io.gnomon.spi.exporter.Exporter;
import io.gnomon.spi.exporter.ExporterFactory;
import io.gnomon.spi.exporter.MetricSink;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import java.util.List;
import java.util.function.ToLongFunction;

/** What sending says about itself, under Prometheus's names: the exporter "self-sending". */
@Component(service = ExporterFactory.class)
public final class SendingMetrics implements ExporterFactory<NoSettings>, Exporter {
    private static final String PREFIX = "prometheus_notifications_";

    private final ExternalAlertmanagers alertmanagers;

    @Activate
    public SendingMetrics(@Reference SendingComponent sending) {
        this(sending.alertmanagers());
    }

    SendingMetrics(ExternalAlertmanagers alertmanagers) {
        this.alertmanagers = alertmanagers;
    }

    @Override
    public String name() {
        return "self-sending";
    }

    @Override
    public Class<NoSettings> settings() {
        return NoSettings.class;
    }

    @Override
    public Exporter create(NoSettings settings) {
        return this;
    }

    @Override
    public void collect(CollectRequest request, MetricSink sink) {
        List<SendLoop> loops = alertmanagers.loops();
        sink.family(
                PREFIX + "alertmanagers_discovered",
                MetricType.GAUGE,
                "Alertmanagers that alerts are sent to.");
        sink.sample(alertmanagers.active().size());
        sink.family(
                PREFIX + "queue_capacity",
                MetricType.GAUGE,
                "Alerts that may wait for an Alertmanager.");
        sink.sample(alertmanagers.flags().queueCapacity());
        ofEach(
                sink,
                loops,
                "queue_length",
                MetricType.GAUGE,
                "Alerts that wait.",
                SendLoop::queued);
        ofEach(
                sink,
                loops,
                "sent_total",
                MetricType.COUNTER,
                "Alerts that were sent.",
                loop -> loop.sent.sum());
        ofEach(
                sink,
                loops,
                "errors_total",
                MetricType.COUNTER,
                "Alerts that could not be sent.",
                loop -> loop.errors.sum());
        ofEach(
                sink,
                loops,
                "dropped_total",
                MetricType.COUNTER,
                "Alerts that were given up.",
                loop -> loop.dropped.sum());
        sink.family(PREFIX + "latency_seconds", MetricType.SUMMARY, "How long requests took.");
        loops.forEach(loop -> loop.latency.writeTo(sink, "alertmanager", loop.url().toString()));
    }

    private static void ofEach(
            MetricSink sink,
            List<SendLoop> loops,
            String name,
            MetricType type,
            String help,
            ToLongFunction<SendLoop> value) {
        sink.family(PREFIX + name, type, help);
        loops.forEach(loop ->
                sink.sample(
                        (double) value.applyAsLong(loop), "alertmanager", loop.url().toString()));
    }
}
