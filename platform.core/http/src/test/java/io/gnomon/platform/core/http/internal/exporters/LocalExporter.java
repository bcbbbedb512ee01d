package io.gnomon.platform.core.http.internal.exporters;

import io.gnomon.model.sample.MetricType;
import io.gnomon.platform.core.config.GnomonConfig.ExporterSection;
import io.gnomon.platform.core.config.internal.settings.RecordBinder;
import io.gnomon.platform.testkit.runtime.LocalPlugins;
import io.gnomon.spi.common.NoSettings;
import io.gnomon.spi.exporter.Exporter;
import io.gnomon.spi.exporter.ExporterFactory;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** An exporter of a test, as its factory describes it. */
record LocalExporter(
        String name,
        String program,
        List<String> metricPaths,
        Map<String, String> pagePaths,
        boolean reloads,
        Map<String, Boolean> collectors,
        Exporter exporter)
        implements ExporterFactory<NoSettings> {
    /** One without a peer. */
    static LocalExporter of(String name, Exporter exporter) {
        return new LocalExporter(
                name, "", List.of("/metrics"), Map.of(), false, Map.of(), exporter);
    }

    /** One with a gauge. */
    static LocalExporter of(String name, String family) {
        return of(
                name,
                (request, sink) -> {
                    sink.family(family, MetricType.GAUGE, "Help.");
                    sink.sample(1, "who", name);
                });
    }

    static ExporterHandles handles(
            Function<String, ExporterSection> sections, LocalExporter... exporters) {
        return new ExporterHandles(
                new LocalPlugins(new RecordBinder(), exporters), sections, () -> null);
    }

    @Override
    public Class<NoSettings> settings() {
        return NoSettings.class;
    }

    @Override
    public Exporter create(NoSettings settings) {
        return exporter;
    }
}
