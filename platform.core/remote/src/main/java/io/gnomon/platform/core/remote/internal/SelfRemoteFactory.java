package io.gnomon.platform.core.remote.internal;

import io.gnomon.model.sample.MetricType;
import io.gnomon.platform.core.remote.internal.write.WriteMetrics;
import io.gnomon.spi.common.NoSettings;
import io.gnomon.spi.exporter.CollectRequest;
import io.gnomon.spi.exporter.Exporter;
import io.gnomon.spi.exporter.ExporterFactory;
import io.gnomon.spi.exporter.MetricSink;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The exporter "self-remote". */
@Component(service = ExporterFactory.class)
public final class SelfRemoteFactory implements ExporterFactory<NoSettings> {
    private final RemoteRoom room;
    private final RemoteWrites writes;
    private final RemoteReading reading;

    @Activate
    public SelfRemoteFactory(
            @Reference RemoteRoom room,
            @Reference RemoteWrites writes,
            @Reference RemoteReading reading) {
        this.room = room;
        this.writes = writes;
        this.reading = reading;
    }

    @Override
    public String name() {
        return "self-remote";
    }

    @Override
    public Class<NoSettings> settings() {
        return NoSettings.class;
    }

    @Override
    public Exporter create(NoSettings settings) {
        return this::collect;
    }

    private void collect(CollectRequest request, MetricSink sink) {
        WriteMetrics write = room.receiver().metrics();
        counter(
                sink,
                "prometheus_api_remote_write_invalid_labels_samples_total",
                "Series of remote write that were refused for their labels.",
                write.invalidSeries.sum());
        counter(
                sink,
                "gnomon_remote_write_samples_total",
                "Samples that came by remote write and are stored.",
                write.samples.sum());
        counter(
                sink,
                "gnomon_remote_write_exemplars_total",
                "Exemplars that came by remote write and are stored.",
                write.exemplars.sum());
        counter(
                sink,
                "gnomon_otlp_samples_total",
                "Samples that came by OTLP and are stored.",
                room.otlp().samples());
        sink.family(
                "gnomon_remote_write_requests_total",
                MetricType.COUNTER,
                "Requests of remote write by how they were answered.");
        sink.sample((double) write.written.sum(), "answer", "written");
        sink.sample((double) write.refused.sum(), "answer", "refused");
        sink.sample((double) write.failed.sum(), "answer", "failed");
        sink.family(
                "gnomon_remote_body_bytes",
                MetricType.GAUGE,
                "Memory that bodies of remote requests take now.");
        sink.sample((double) room.memory().takenBytes());
        new SenderSamples(writes.senders(), sink).write();
        new ReadingSamples(reading.sources(), sink).write();
    }

    private static void counter(MetricSink sink, String name, String help, long value) {
        sink.family(name, MetricType.COUNTER, help);
        sink.sample((double) value);
    }
}
