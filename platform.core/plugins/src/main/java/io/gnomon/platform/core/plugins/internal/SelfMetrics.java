package io.gnomon.platform.core.plugins.internal;

import io.gnomon.model.sample.MetricType;
import io.gnomon.spi.common.NoSettings;
import io.gnomon.spi.exporter.Exporter;
import io.gnomon.spi.exporter.ExporterFactory;
import io.gnomon.spi.exporter.MetricSink;
import io.gnomon.spi.runtime.PluginAdmin;
import io.gnomon.spi.runtime.PluginAdmin.Calls;
import io.gnomon.spi.runtime.PluginAdmin.PluginStatus;
import io.gnomon.spi.runtime.PluginAdmin.State;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The exporter "self-plugins": what each plugin's pool does, and the state that it is in. */
public final class SelfMetrics implements ExporterFactory<NoSettings> {
    private final PluginAdmin admin;

    public SelfMetrics(PluginAdmin admin) {
        this.admin = admin;
    }

    @Override
    public String name() {
        return "self-plugins";
    }

    @Override
    public Class<NoSettings> settings() {
        return NoSettings.class;
    }

    @Override
    public Exporter create(NoSettings settings) {
        return (request, sink) -> collect(sink);
    }

    private void collect(MetricSink sink) {
        List<PluginStatus> installed =
                admin.list().stream()
                        .filter(p -> p.state() != State.WAITING_FOR_CONFIRMATION)
                        .filter(p -> p.state() != State.AT_NEXT_START)
                        .toList();
        counter(sink, installed, "calls", "Calls of the plugin.", Calls::total);
        counter(sink, installed, "failures", "Calls that the plugin threw in.", Calls::failed);
        counter(
                sink,
                installed,
                "timeouts",
                "Calls that did not end at their deadline.",
                Calls::timedOut);
        counter(
                sink,
                installed,
                "refused_calls",
                "Calls that found all threads busy and the queue full.",
                Calls::refused);
        gauge(sink, installed, "running_calls", "Calls that run now.", Calls::running);
        gauge(
                sink,
                installed,
                "abandoned_threads",
                "Threads that ignored the interrupt at their call's deadline.",
                Calls::abandoned);
        sink.family(
                "gnomon_plugin_state", MetricType.GAUGE, "1 for the state that the plugin is in.");
        for (PluginStatus plugin : installed) {
            for (State state : List.of(State.ACTIVE, State.STOPPED, State.FAILED)) {
                sink.sample(
                        plugin.state() == state ? 1 : 0,
                        "plugin",
                        plugin.id(),
                        "state",
                        state.name().toLowerCase(Locale.ROOT));
            }
        }
        sink.family(
                "gnomon_plugin_info",
                MetricType.GAUGE,
                "The version of the plugin that is in charge.");
        for (PluginStatus plugin : installed) {
            sink.sample(1, "plugin", plugin.id(), "version", plugin.version());
        }
    }

    private static void counter(
            MetricSink sink,
            List<PluginStatus> plugins,
            String what,
            String help,
            ToDoubleFunction<Calls> value) {
        family(sink, plugins, what + "_total", MetricType.COUNTER, help, value);
    }

    private static void gauge(
            MetricSink sink,
            List<PluginStatus> plugins,
            String what,
            String help,
            ToDoubleFunction<Calls> value) {
        family(sink, plugins, what, MetricType.GAUGE, help, value);
    }

    private static void family(
            MetricSink sink,
            List<PluginStatus> plugins,
            String what,
            MetricType type,
            String help,
            ToDoubleFunction<Calls> value) {
        sink.family("gnomon_plugin_" + what, type, help);
        for (PluginStatus plugin : plugins) {
            sink.sample(value.applyAsDouble(plugin.calls()), "plugin", plugin.id());
        }
    }
}
