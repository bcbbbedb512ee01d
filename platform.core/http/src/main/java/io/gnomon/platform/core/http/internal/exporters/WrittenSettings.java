package io.gnomon.platform.core.http.internal.exporters;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gnomon.platform.core.config.CollectorSwitches;
import io.gnomon.platform.core.config.WrittenFolder;
import io.gnomon.platform.core.config.WrittenFolder.VersionConflict;
import io.gnomon.platform.core.config.WrittenFolder.WrittenFile;
import io.gnomon.platform.core.dashboards.SecretFields;
import io.gnomon.platform.core.http.internal.Rooms;
import io.gnomon.platform.core.http.internal.json.Json;
import io.gnomon.platform.core.http.internal.routing.HttpError;
import io.gnomon.spi.runtime.PluginException;
import io.gnomon.spi.runtime.Plugins.ActivePlugin;
import io.gnomon.spi.settings.SettingsBinder;
import io.gnomon.spi.settings.SettingsException;
import io.gnomon.spi.settings.SettingsNode;
import io.gnomon.spi.settings.SettingsNode.Mapping;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * Settings of exporters that the web page changes: a file of exporters.d each, which stands for the
 * settings in gnomon.yml and is in force at once. Any thread.
 */
final class WrittenSettings {
    private final Rooms rooms;

    WrittenSettings(Rooms rooms) {
        this.rooms = rooms;
    }

    /** Where an exporter's settings come from. */
    enum Source {
        /** Nobody said anything. */
        DEFAULTS,
        /** gnomon.yml. */
        FILE,
        /** A file of exporters.d. */
        WRITTEN;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Settings that are in force.
     *
     * @param json without secrets
     * @param version of the written file, empty when there is none
     */
    record Shown(Source source, String json, String version) {}

    Shown shown(ActivePlugin plugin) throws IOException {
        return new Shown(
                source(plugin.name()),
                binder().toJson(binder().withoutSecrets(current(plugin), plugin.settings())),
                version(plugin.name()));
    }

    Source source(String exporter) throws IOException {
        if (!version(exporter).isEmpty()) {
            return Source.WRITTEN;
        }
        boolean said = rooms.config().current().gnomon().exporter(exporter).settings() != null;
        return said ? Source.FILE : Source.DEFAULTS;
    }

    /**
     * Writes settings, unless the exporter does not take them.
     *
     * @param given a secret that reads as it was shown stays what it is
     * @param version of the file that they replace, empty for none
     */
    void write(ExporterHandles handles, ActivePlugin plugin, ObjectNode given, String version)
            throws IOException, HttpError, InterruptedException {
        JsonNode stored = Json.read(binder().toJson(current(plugin)));
        ObjectNode kept = SecretFields.keep(given, Json.read(shown(plugin).json()), stored);
        try {
            SettingsNode settings = binder().parseJson(kept.toString());
            var _ = binder().bind(settings, plugin.settings());
            put(handles, plugin.name(), settings, version);
        } catch (SettingsException e) {
            throw invalid(e);
        }
    }

    /** Switches one collector, whatever the settings say of it now. */
    void switchCollector(
            ExporterHandles handles, ActivePlugin plugin, String collector, boolean run)
            throws IOException, HttpError, InterruptedException {
        CollectorSwitches switches = CollectorSwitches.of(plugin.settings());
        if (switches == null || !(current(plugin) instanceof Mapping settings)) {
            throw new HttpError(
                    409, "collectors of \"" + plugin.name() + "\" cannot be switched one by one");
        }
        try {
            put(
                    handles,
                    plugin.name(),
                    switches.switched(settings, collector, run),
                    version(plugin.name()));
        } catch (SettingsException e) {
            throw invalid(e);
        }
    }

    /** Goes back to what gnomon.yml says. */
    void forget(String exporter, String version) throws IOException, HttpError {
        try {
            folder().delete(file(exporter), version);
        } catch (SettingsException e) {
            throw invalid(e);
        } catch (VersionConflict e) {
            throw new HttpError(409, String.valueOf(e.getMessage()));
        }
    }

    private void put(
            ExporterHandles handles, String exporter, SettingsNode settings, String version)
            throws IOException, HttpError, InterruptedException, SettingsException {
        String name = file(exporter);
        try {
            handles.check(exporter, settings);
            WrittenFile _ = folder().write(name, binder().toYaml(settings), version);
        } catch (PluginException e) {
            throw new HttpError(
                    400, "the exporter does not take these settings: " + e.getMessage());
        } catch (VersionConflict e) {
            throw new HttpError(409, String.valueOf(e.getMessage()));
        }
    }

    private String version(String exporter) throws IOException {
        String name = exporter + ".yml";
        WrittenFile there = WrittenFolder.isName(name) ? folder().file(name) : null;
        return there == null ? "" : there.version();
    }

    private static String file(String exporter) throws HttpError {
        String name = exporter + ".yml";
        if (!WrittenFolder.isName(name)) {
            throw new HttpError(
                    409,
                    "no file can be named after \""
                            + exporter
                            + "\"; its settings are kept in gnomon.yml only");
        }
        return name;
    }

    private SettingsNode current(ActivePlugin plugin) {
        return rooms.config().current().gnomon().exporterSettings(plugin.name());
    }

    private WrittenFolder folder() {
        return rooms.config().exporterFolder();
    }

    private SettingsBinder binder() {
        return rooms.binder();
    }

    private static HttpError invalid(SettingsException e) {
        List<HttpError.Problem> problems =
                e.problems().stream()
                        .map(p -> new HttpError.Problem("/settings" + p.path(), p.message()))
                        .toList();
        String first = problems.isEmpty() ? "" : ": " + problems.getFirst().message();
        return HttpError.invalid("the settings are not valid" + first, problems);
    }
}
