package io.gnomon.exporters.node.internal.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.exporters.node.internal.host.Collector;
import io.gnomon.exporters.node.internal.host.Metrics;
import io.gnomon.model.labels.Labels;
import io.gnomon.platform.testkit.exporter.RecordedMetrics;

import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.UInt64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

class SystemdCollectorTest {
    private static final String PATH = "/org/freedesktop/systemd1";
    private static final String TYPE = "org.freedesktop.systemd1.";
    private static final ServiceCollectors.Settings ALL =
            new ServiceCollectors.Settings(
                    ".+", ".+\\.(automount|device|mount|scope|slice)", false, true, true, true);

    @TempDir private Path folder;
    private StubBus bus;

    @BeforeEach
    void systemd() throws Exception {
        bus = StubBus.in(folder);
        bus.property(PATH, TYPE + "Manager", "Version", "257.9-1~deb13u1");
        bus.property(PATH, TYPE + "Manager", "Virtualization", "kvm");
        bus.property(PATH, TYPE + "Manager", "SystemState", "running");
        bus.method(
                PATH,
                TYPE + "Manager",
                "ListUnits",
                "a(ssssssouso)",
                StubBus.structures(
                        unit("web.service", "loaded", "active"),
                        unit("batch.service", "loaded", "failed"),
                        unit("gone.service", "not-found", "inactive"),
                        unit("clean.timer", "loaded", "active"),
                        unit("web.socket", "loaded", "active"),
                        unit("dev-sda.device", "loaded", "active")));
        service("web", "notify", 3, "5", "100");
        service("batch", "oneshot", 0, "18446744073709551615", "18446744073709551615");
        bus.property(
                path("clean.timer"), TYPE + "Timer", "LastTriggerUSec", big("1700000000500000"));
        bus.property(path("web.socket"), TYPE + "Socket", "NAccepted", new UInt32(7));
        bus.property(path("web.socket"), TYPE + "Socket", "NConnections", new UInt32(2));
        bus.property(
                path("web.service"),
                TYPE + "Unit",
                "ActiveEnterTimestamp",
                big("1600000000000000"));
        bus.start();
    }

    @AfterEach
    void stop() throws Exception {
        bus.close();
    }

    private static UInt64 big(String value) {
        return new UInt64(value);
    }

    private static String path(String unit) {
        return PATH + "/unit/" + unit.replace(".", "_2e").replace("-", "_2d");
    }

    private static Object[] unit(String name, String load, String active) {
        return new Object[] {
            name,
            "About " + name,
            load,
            active,
            "running",
            "",
            StubBus.path(path(name)),
            new UInt32(0),
            "",
            StubBus.path("/")
        };
    }

    private void service(String name, String type, int restarts, String tasks, String max) {
        String path = path(name + ".service");
        bus.property(path, TYPE + "Service", "Type", type);
        bus.property(path, TYPE + "Service", "NRestarts", new UInt32(restarts));
        bus.property(path, TYPE + "Service", "TasksCurrent", big(tasks));
        bus.property(path, TYPE + "Service", "TasksMax", big(max));
    }

    private RecordedMetrics collect(ServiceCollectors.Settings settings) throws Exception {
        Metrics metrics = new Metrics();
        Collector collector =
                new SystemdCollector(() -> MessageBus.connect(bus.address()), settings);
        collector.collect(metrics);
        RecordedMetrics recorded = new RecordedMetrics();
        metrics.drainTo(recorded);
        return recorded;
    }

    private static Labels series(String name, String... labels) {
        return Labels.of(labels).with("__name__", "node_systemd_" + name);
    }

    private static Map<Labels, Double> named(RecordedMetrics metrics, String name) {
        return metrics.samples("node_systemd_" + name);
    }

    @Test
    void theSystemAndItsUnits() throws Exception {
        RecordedMetrics metrics = collect(ALL);
        assertEquals(
                Map.of(series("version", "version", "257.9-1~deb13u1"), 257.9),
                named(metrics, "version"));
        assertEquals(
                Map.of(series("virtualization_info", "virtualization_type", "kvm"), 1.0),
                named(metrics, "virtualization_info"));
        assertEquals(Map.of(series("system_running"), 1.0), named(metrics, "system_running"));
        assertEquals(
                Map.of(
                        series("units", "state", "active"), 4.0,
                        series("units", "state", "activating"), 0.0,
                        series("units", "state", "deactivating"), 0.0,
                        series("units", "state", "failed"), 1.0,
                        series("units", "state", "inactive"), 1.0),
                named(metrics, "units"));
        assertEquals(20, named(metrics, "unit_state").size(), "four units, five states each");
        Labels web =
                series("unit_state", "name", "web.service", "state", "active", "type", "notify");
        Labels timer = series("unit_state", "name", "clean.timer", "state", "failed");
        assertEquals(1.0, metrics.samples().get(web));
        assertEquals(0.0, metrics.samples().get(timer));
    }

    @Test
    void whatUnitsOfAKindTell() throws Exception {
        RecordedMetrics metrics = collect(ALL);
        assertEquals(
                Map.of(
                        series("service_restart_total", "name", "web.service"), 3.0,
                        series("service_restart_total", "name", "batch.service"), 0.0),
                named(metrics, "service_restart_total"));
        assertEquals(
                Map.of(series("unit_tasks_current", "name", "web.service"), 5.0),
                named(metrics, "unit_tasks_current"));
        assertEquals(
                Map.of(series("unit_tasks_max", "name", "web.service"), 100.0),
                named(metrics, "unit_tasks_max"));
        assertEquals(
                Map.of(series("timer_last_trigger_seconds", "name", "clean.timer"), 1.7e9 + 0.5),
                named(metrics, "timer_last_trigger_seconds"));
        assertEquals(
                Map.of(series("socket_accepted_connections_total", "name", "web.socket"), 7.0),
                named(metrics, "socket_accepted_connections_total"));
        assertEquals(
                Map.of(series("socket_current_connections", "name", "web.socket"), 2.0),
                named(metrics, "socket_current_connections"));
        assertEquals(Map.of(), named(metrics, "socket_refused_connections_total"));
        assertEquals(
                Map.of(
                        series("unit_start_time_seconds", "name", "web.service"), 1.6e9,
                        series("unit_start_time_seconds", "name", "batch.service"), 0.0),
                named(metrics, "unit_start_time_seconds"),
                "those that are active and do not tell are left out");
    }

    @Test
    void whatIsNotAskedForIsNotReported() throws Exception {
        RecordedMetrics metrics =
                collect(
                        new ServiceCollectors.Settings(
                                "web\\..*", ".*socket", false, false, false, false));
        for (String name :
                List.of("service_restart_total", "unit_tasks_max", "unit_start_time_seconds")) {
            assertEquals(Map.of(), named(metrics, name), name);
        }
        assertEquals(5, named(metrics, "unit_state").size(), "web.service only");
        var e =
                assertThrows(
                        IllegalArgumentException.class,
                        () ->
                                new SystemdCollector(
                                        () -> MessageBus.connect(bus.address()),
                                        new ServiceCollectors.Settings(
                                                "(", "", false, false, false, false)));
        assertTrue(String.valueOf(e.getMessage()).contains("missing closing )"), e.getMessage());
    }

    @Test
    void systemsThatAreDegradedOrOlder() throws Exception {
        bus.property(PATH, TYPE + "Manager", "SystemState", "degraded");
        bus.property(PATH, TYPE + "Manager", "Virtualization", "");
        RecordedMetrics metrics = collect(ALL);
        assertEquals(Map.of(series("system_running"), 0.0), named(metrics, "system_running"));
        assertEquals(
                Map.of(series("virtualization_info", "virtualization_type", "none"), 1.0),
                named(metrics, "virtualization_info"));
        bus.property(PATH, TYPE + "Manager", "Version", "systemd 208");
        metrics = collect(ALL);
        assertEquals(Map.of(), named(metrics, "system_running"));
        assertEquals(Map.of(), named(metrics, "timer_last_trigger_seconds"));
    }

    @Test
    void busesThatAreNotThereOrKnowNoSystemdAreOneSentence() throws Exception {
        String nowhere = "unix:path=" + folder.resolve("nowhere");
        var e = assertThrows(IOException.class, () -> MessageBus.connect(nowhere));
        assertEquals("no D-Bus at " + nowhere + ": No such file or directory", e.getMessage());
        bus.method(PATH, TYPE + "Manager", "ListUnits", "s", "nonsense");
        RecordedMetrics metrics = collect(ALL);
        assertEquals(Map.of(), named(metrics, "unit_state"));
    }

    /** A collector that hangs is interrupted by the scrape. */
    @Test
    void aSilentBusEndsWithTheScrape() throws Exception {
        try (MessageBus connection = MessageBus.connect(bus.address())) {
            Thread.currentThread().interrupt();
            assertThrows(IOException.class, () -> connection.call("a.b", PATH, "a.b", "Anything"));
            assertTrue(Thread.interrupted());
        }
    }
}
