package io.gnomon.platform.core.plugins.internal.install;

import io.gnomon.platform.core.plugins.internal.calls.FactoryRegistry;
import io.gnomon.platform.core.plugins.internal.calls.Kind;
import io.gnomon.platform.core.plugins.internal.panel.DerivedManifest;
import io.gnomon.spi.runtime.PluginAdmin.Calls;
import io.gnomon.spi.runtime.PluginAdmin.PluginStatus;
import io.gnomon.spi.runtime.PluginAdmin.State;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;

import java.net.URL;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the installer last said about each plugin, joined with what the pools count now. Written by
 * the installer, read by any thread.
 */
final class PluginTable {
    /** What a part of the server has in place of the kinds of a plugin. */
    private static final List<String> PART = List.of("part");

    private static final Calls NONE = new Calls(0, 0, 0, 0, 0, 0);

    private final FactoryRegistry registry;

    /** Sorted by id. */
    private volatile List<Row> rows = List.of();

    /** Metrics ask for the table at each scrape: a manifest is written once for what it says. */
    private final Map<Bundle, Derived> derived = new ConcurrentHashMap<>();

    /** Manifest of a plugin that brings none, from what it offers. */
    private record Derived(String versionAndHash, Map<Kind, List<String>> offered, String json) {}

    PluginTable(FactoryRegistry registry) {
        this.registry = registry;
    }

    /** A line of the table. */
    sealed interface Row {
        String id();
    }

    /**
     * A plugin that is installed.
     *
     * @param fault why the last thing that was tried with it failed, empty for nothing
     */
    record InstalledRow(
            Installed plugin, State state, String previousVersion, String fault, Instant since)
            implements Row {
        @Override
        public String id() {
            return plugin.id();
        }
    }

    /**
     * A jar that is there and not installed.
     *
     * @param isPart whether it would take the place of a part of the server
     */
    record JarRow(PluginJar jar, State state, String fault, boolean isPart) implements Row {
        @Override
        public String id() {
            return jar.id();
        }
    }

    /** A file in the plugins folder that is no plugin. */
    record UnreadableRow(String fileName, String fault) implements Row {
        @Override
        public String id() {
            return fileName;
        }
    }

    void publish(List<Row> all) {
        List<Row> sorted = new ArrayList<>(all);
        sorted.sort(Comparator.comparing(Row::id));
        rows = List.copyOf(sorted);
        Set<Bundle> present = new HashSet<>();
        for (Row row : sorted) {
            if (row instanceof InstalledRow installed) {
                present.add(installed.plugin().bundle());
            }
        }
        derived.keySet().retainAll(present);
    }

    List<PluginStatus> list() {
        return rows.stream().map(this::status).toList();
    }

    /** A file under the path of exactly this version, null when there is none. */
    @Nullable URL resource(String id, String versionAndHash, String path) {
        for (Row row : rows) {
            if (row instanceof InstalledRow(Installed plugin, State state, _, _, _)
                    && state == State.ACTIVE
                    && plugin.id().equals(id)
                    && plugin.versionAndHash().equals(versionAndHash)) {
                return plugin.files().url(plugin.bundle(), path);
            }
        }
        return null;
    }

    PluginStatus status(Row row) {
        return switch (row) {
            case InstalledRow installed -> status(installed);
            case JarRow waiting -> status(waiting);
            case UnreadableRow(String file, String fault) ->
                    new PluginStatus(
                            file,
                            file,
                            "",
                            List.of(),
                            State.FAILED,
                            false,
                            "",
                            fault,
                            "",
                            "",
                            "{}",
                            "",
                            Map.of(),
                            NONE,
                            null);
        };
    }

    private String derived(Installed plugin, Map<Kind, List<String>> offered) {
        Derived known = derived.get(plugin.bundle());
        if (known == null
                || !known.versionAndHash.equals(plugin.versionAndHash())
                || !known.offered.equals(offered)) {
            String json =
                    DerivedManifest.json(
                            plugin.id(),
                            plugin.name(),
                            plugin.version(),
                            offered,
                            plugin.imports(),
                            plugin.files().texts());
            known = new Derived(plugin.versionAndHash(), offered, json);
            derived.put(plugin.bundle(), known);
        }
        return known.json;
    }

    private PluginStatus status(InstalledRow row) {
        Installed plugin = row.plugin();
        Map<Kind, List<String>> offered = registry.offered(plugin.bundle());
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        kinds.addAll(plugin.kinds());
        kinds.addAll(offered.keySet());
        String off = registry.whyOff(plugin.bundle());
        String fault = row.fault().isEmpty() ? registry.lastError(plugin.bundle()) : row.fault();
        boolean failed = row.state() == State.ACTIVE && !off.isEmpty();
        String manifest = plugin.panel() != null ? plugin.panel().json() : derived(plugin, offered);
        return new PluginStatus(
                plugin.id(),
                plugin.name(),
                plugin.version(),
                plugin.isPart() ? PART : words(kinds),
                failed ? State.FAILED : row.state(),
                plugin.official(),
                row.previousVersion(),
                failed ? off : fault,
                plugin.sha256(),
                plugin.publisher(),
                manifest,
                plugin.baseUrl(),
                plugin.files().integrity(),
                registry.calls(plugin.bundle()),
                row.since());
    }

    private static PluginStatus status(JarRow row) {
        PluginJar jar = row.jar();
        String version = jar.version().toString();
        return new PluginStatus(
                jar.id(),
                jar.name(),
                version,
                row.isPart() ? PART : words(jar.kinds()),
                row.state(),
                false,
                "",
                row.fault(),
                jar.sha256(),
                jar.publisher(),
                DerivedManifest.json(
                        jar.id(),
                        jar.name(),
                        version,
                        new EnumMap<>(Kind.class),
                        jar.imports(),
                        Map.of()),
                "",
                Map.of(),
                NONE,
                null);
    }

    private static List<String> words(Set<Kind> kinds) {
        return kinds.stream().sorted().map(Kind::word).toList();
    }
}
