package io.gnomon.exporters.node.internal;

import io.gnomon.exporters.node.internal.host.Platform;
import io.gnomon.spi.common.NativeCalls;
import io.gnomon.spi.exporter.Exporter;
import io.gnomon.spi.exporter.ExporterFactory;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import java.time.InstantSource;
import java.util.Map;

/** The plugin "node". */
@Component(service = ExporterFactory.class)
public final class NodeExporterFactory implements ExporterFactory<NodeSettings> {
    private final NativeCalls nativeCalls;

    @Activate
    public NodeExporterFactory(@Reference NativeCalls nativeCalls) {
        this.nativeCalls = nativeCalls;
    }

    @Override
    public String name() {
        return "node";
    }

    @Override
    public Class<NodeSettings> settings() {
        return NodeSettings.class;
    }

    @Override
    public int usualPort() {
        return 9100;
    }

    @Override
    public String program() {
        return "node_exporter";
    }

    @Override
    public Map<String, Boolean> collectors() {
        return NodeExporter.all(Platform.current());
    }

    @Override
    public Exporter create(NodeSettings settings) {
        return NodeExporter.create(
                settings, nativeCalls, InstantSource.system(), Platform.current());
    }
}
