package io.gnomon.platform.core.config;

import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.common.Limit;
import io.gnomon.spi.settings.SettingsNode;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;

/** {@code gnomon.yml}: what is ours and has no place in the peers' files. */
@Doc("Settings of Gnomon itself")
public record GnomonConfig(
        @Doc("In-process exporters by name; one that is not named here runs with its defaults")
                Map<String, ExporterSection> exporters,
        @Doc("What the store keeps and takes") StorageSection storage,
        @Doc("Alerting, besides alertmanager.yml") GnomonAlerting alerting,
        @Doc("Rules, besides the rule files of prometheus.yml") GnomonRules rules,
        @Doc("How prometheus.yml is read") ConfigSection config) {

    public static final GnomonConfig DEFAULTS =
            new GnomonConfig(
                    Map.of(),
                    StorageSection.DEFAULTS,
                    GnomonAlerting.DEFAULTS,
                    GnomonRules.DEFAULTS,
                    new ConfigSection(false));

    /** What is said about the named exporter, the defaults when nothing is. */
    public ExporterSection exporter(String name) {
        return exporters.getOrDefault(name, ExporterSection.DEFAULTS);
    }

    /** The same with other settings of some exporters, by their names. */
    public GnomonConfig withExporterSettings(Map<String, SettingsNode> settings) {
        Map<String, ExporterSection> sections = new HashMap<>(exporters);
        settings.forEach((name, own) -> {
            ExporterSection section = exporter(name);
            sections.put(
                    name,
                    new ExporterSection(
                            own,
                            section.listen(),
                            section.maxRequests(),
                            section.disableExporterMetrics()));
        });
        return new GnomonConfig(Map.copyOf(sections), storage, alerting, rules, config);
    }

    /** Settings of the named exporter, an empty mapping when there are none. */
    public SettingsNode exporterSettings(String name) {
        SettingsNode settings = exporter(name).settings();
        return settings == null ? SettingsNode.empty() : settings;
    }

    /** How prometheus.yml is read. */
    public record ConfigSection(
            @Doc(
                            "Put environment variables into all of its values, written $NAME or"
                                    + " ${NAME}; $$ is a dollar")
                    boolean expandEnvironment) {}

    /** One exporter. */
    public record ExporterSection(
            @Doc("Settings as the exporter describes them") @Nullable SettingsNode settings,
            @Doc("host:port on which this exporter alone is served besides, such as :9100")
                    @Nullable String listen,
            @Doc("Scrapes over HTTP that may run at a time, 0 for any number")
                    @Default("40")
                    @Limit(min = 0)
                    int maxRequests,
            @Doc("Leave out what the exporter says about itself: process_*, promhttp_*, build info")
                    boolean disableExporterMetrics) {
        /** Of an exporter that is not named. */
        public static final ExporterSection DEFAULTS = new ExporterSection(null, null, 40, false);
    }
}
