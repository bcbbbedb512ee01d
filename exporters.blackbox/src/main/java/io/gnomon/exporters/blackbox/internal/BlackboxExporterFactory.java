package io.gnomon.exporters.blackbox.internal;

import io.gnomon.spi.common.IcmpEcho;
import io.gnomon.spi.common.JsonConditions;
import io.gnomon.spi.common.TlsSockets;
import io.gnomon.spi.common.TracedHttp;
import io.gnomon.spi.exporter.Exporter;
import io.gnomon.spi.exporter.ExporterFactory;
import io.gnomon.spi.settings.SettingsBinder;

import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The plugin "blackbox". */
@Component(service = ExporterFactory.class)
public final class BlackboxExporterFactory implements ExporterFactory<BlackboxSettings> {
    private final SettingsBinder binder;
    private final TracedHttp http;
    private final TlsSockets tls;
    private final IcmpEcho icmp;
    private final @Nullable JsonConditions conditions;
    private final History history = new History();

    /**
     * The plugin with what the server has.
     *
     * @param conditions on JSON, null when no bundle has them; one that comes later makes the
     *     plugin begin anew
     */
    @Activate
    public BlackboxExporterFactory(
            @Reference SettingsBinder binder,
            @Reference TracedHttp http,
            @Reference TlsSockets tls,
            @Reference IcmpEcho icmp,
            @Reference(
                            cardinality = ReferenceCardinality.OPTIONAL,
                            policyOption = ReferencePolicyOption.GREEDY)
                    @Nullable JsonConditions conditions) {
        this.binder = binder;
        this.http = http;
        this.tls = tls;
        this.icmp = icmp;
        this.conditions = conditions;
    }

    /** The plugin where nothing evaluates conditions on JSON. */
    public BlackboxExporterFactory(
            SettingsBinder binder, TracedHttp http, TlsSockets tls, IcmpEcho icmp) {
        this(binder, http, tls, icmp, null);
    }

    @Override
    public String name() {
        return "blackbox";
    }

    @Override
    public Class<BlackboxSettings> settings() {
        return BlackboxSettings.class;
    }

    @Override
    public int usualPort() {
        return 9115;
    }

    @Override
    public String program() {
        return "blackbox_exporter";
    }

    @Override
    public List<String> metricPaths() {
        return List.of("/metrics", "/probe");
    }

    @Override
    public Map<String, String> pagePaths() {
        return Map.of("/config", "Configuration", "/logs", "");
    }

    @Override
    public boolean reloads() {
        return true;
    }

    @Override
    public Exporter create(BlackboxSettings settings) throws IOException {
        return new BlackboxExporter(
                settings,
                new ModulesLoader(settings, binder, http, tls, icmp, conditions),
                history);
    }
}
