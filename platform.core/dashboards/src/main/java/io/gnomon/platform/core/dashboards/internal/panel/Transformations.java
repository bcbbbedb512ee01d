package io.gnomon.platform.core.dashboards.internal.panel;

import com.fasterxml.jackson.databind.JsonNode;

import io.gnomon.model.frame.DataFrame;
import io.gnomon.model.labels.Regex;
import io.gnomon.platform.core.dashboards.internal.Json;
import io.gnomon.spi.runtime.PluginException;
import io.gnomon.spi.runtime.PluginHandle;
import io.gnomon.spi.runtime.Plugins;
import io.gnomon.spi.runtime.Plugins.ActivePlugin;
import io.gnomon.spi.settings.SettingsException;
import io.gnomon.spi.transformation.Transformation;
import io.gnomon.spi.transformation.TransformationFactory;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Applies a panel's transformations one after the other. Handles are kept for those used last,
 * because the same panels run again and again.
 */
final class Transformations implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int HANDLES_MAX = 200;

    private final Plugins plugins;
    private final KnownKeys keys;

    /** Used last is last; guarded by this. */
    private final Map<Use, PluginHandle<Transformation>> handles =
            new LinkedHashMap<>(16, 0.75f, true);

    /** The version, because it decides which options are known. */
    private record Use(String id, String version, String options) {}

    Transformations(Plugins plugins, KnownKeys keys) {
        this.plugins = plugins;
        this.keys = keys;
    }

    /**
     * The frames after the panel's transformations. One that does not work leaves them as they are.
     *
     * @param problems is told of each that does not work
     */
    List<DataFrame> apply(
            JsonNode transformations, List<DataFrame> frames, Consumer<PluginException> problems)
            throws InterruptedException {
        List<DataFrame> now = frames;
        for (JsonNode one : transformations) {
            boolean ofAnnotations = one.path("topic").asText().equals("annotations");
            if (!one.path("disabled").asBoolean() && !ofAnnotations) {
                try {
                    now = applyOne(one, now);
                } catch (PluginException e) {
                    problems.accept(e);
                }
            }
        }
        return now;
    }

    private List<DataFrame> applyOne(JsonNode one, List<DataFrame> frames)
            throws PluginException, InterruptedException {
        Regex refIds = refIds(one.path("filter"));
        List<DataFrame> given = new ArrayList<>();
        List<DataFrame> untouched = new ArrayList<>();
        for (DataFrame frame : frames) {
            (refIds.matches(frame.refId()) ? given : untouched).add(frame);
        }
        List<DataFrame> result =
                new ArrayList<>(
                        handle(one.path("id").asText(), one.path("options"))
                                .call(TIMEOUT, transformation -> transformation.apply(given)));
        result.addAll(untouched);
        return result;
    }

    /** The queries that a transformation is for. */
    private static Regex refIds(JsonNode filter) throws PluginException {
        String text =
                filter.path("id").asText().equals("byRefId") ? filter.path("options").asText() : "";
        boolean slashes = text.length() > 1 && text.startsWith("/") && text.endsWith("/");
        try {
            return Regex.compile(
                    text.isEmpty() ? ".*" : slashes ? text.substring(1, text.length() - 1) : text);
        } catch (IllegalArgumentException e) {
            throw new PluginException(
                    PluginException.Kind.SETTINGS,
                    "filter of the transformation: " + e.getMessage(),
                    e);
        }
    }

    private synchronized PluginHandle<Transformation> handle(String id, JsonNode options)
            throws PluginException {
        ActivePlugin plugin = plugins.find(TransformationFactory.class, id);
        if (plugin == null) {
            throw new PluginException(
                    PluginException.Kind.ABSENT,
                    "the transformation \"" + id + "\" is not installed");
        }
        Use use = new Use(id, plugin.version(), Json.text(options));
        PluginHandle<Transformation> handle = handles.get(use);
        if (handle == null) {
            handle = open(plugin, options);
            handles.put(use, handle);
            if (handles.size() > HANDLES_MAX) {
                Use oldest = handles.keySet().iterator().next();
                close(handles.remove(oldest));
            }
        }
        return handle;
    }

    private PluginHandle<Transformation> open(ActivePlugin plugin, JsonNode options)
            throws PluginException {
        try {
            // Bound once here too, because the handle would tell a position in a text that nobody
            // has.
            var _ = keys.bind(options, plugin.settings());
            return plugins.open(
                    TransformationFactory.class,
                    plugin.name(),
                    keys.node(options, plugin.settings()));
        } catch (SettingsException | IllegalArgumentException e) {
            throw new PluginException(
                    PluginException.Kind.SETTINGS,
                    "transformation \"%s\": %s".formatted(plugin.name(), e.getMessage()),
                    e);
        }
    }

    private static void close(@Nullable PluginHandle<Transformation> handle) {
        if (handle != null) {
            handle.close();
        }
    }

    @Override
    public synchronized void close() {
        handles.values().forEach(PluginHandle::close);
        handles.clear();
    }
}
