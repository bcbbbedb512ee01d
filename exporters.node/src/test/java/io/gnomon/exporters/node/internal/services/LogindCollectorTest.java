package io.gnomon.exporters.node.internal.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.gnomon.exporters.node.internal.host.Metrics;
import io.gnomon.model.labels.Labels;
import io.gnomon.platform.testkit.exporter.RecordedMetrics;

import org.freedesktop.dbus.types.UInt32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;

class LogindCollectorTest {
    private static final String PATH = "/org/freedesktop/login1";
    private static final String TYPE = "org.freedesktop.login1.";

    @TempDir private Path folder;

    private static RecordedMetrics collect(StubBus bus) throws IOException {
        Metrics metrics = new Metrics();
        new LogindCollector(bus.address()).collect(metrics);
        RecordedMetrics recorded = new RecordedMetrics();
        metrics.drainTo(recorded);
        return recorded;
    }

    private static Object[] session(String id, String seat) {
        return new Object[] {
            id, new UInt32(1000), "ann", seat, StubBus.path(PATH + "/session/" + id)
        };
    }

    private static void facts(StubBus bus, String id, boolean remote, String type, String kind) {
        String path = PATH + "/session/" + id;
        bus.property(path, TYPE + "Session", "Remote", remote);
        bus.property(path, TYPE + "Session", "Type", type);
        bus.property(path, TYPE + "Session", "Class", kind);
    }

    private static double count(
            RecordedMetrics metrics, String seat, String remote, String type, String kind) {
        Labels labels =
                Labels.of(
                        "__name__", "node_logind_sessions",
                        "class", kind,
                        "remote", remote,
                        "type", type);
        return metrics.samples()
                .getOrDefault(seat.isEmpty() ? labels : labels.with("seat", seat), -1.0);
    }

    @Test
    void sessionsAreCountedBySeatAndKind() throws Exception {
        try (StubBus bus = StubBus.in(folder)) {
            bus.method(
                    PATH,
                    TYPE + "Manager",
                    "ListSeats",
                    "a(so)",
                    StubBus.structures(new Object[] {"seat0", StubBus.path(PATH + "/seat/seat0")}));
            bus.method(
                    PATH,
                    TYPE + "Manager",
                    "ListSessions",
                    "a(susso)",
                    StubBus.structures(
                            session("1", "seat0"),
                            session("2", ""),
                            session("3", ""),
                            session("4", "seat0"),
                            session("5", "")));
            facts(bus, "1", false, "wayland", "user");
            facts(bus, "2", true, "tty", "user");
            facts(bus, "3", true, "tty", "user");
            facts(bus, "4", false, "holographic", "manager");
            bus.start();
            RecordedMetrics metrics = collect(bus);
            assertEquals(2 * 2 * 7 * 5, metrics.samples().size());
            assertEquals(1, count(metrics, "seat0", "false", "wayland", "user"));
            assertEquals(2, count(metrics, "", "true", "tty", "user"));
            assertEquals(1, count(metrics, "seat0", "false", "other", "other"));
            assertEquals(0, count(metrics, "seat0", "true", "x11", "greeter"));
            double all = metrics.samples().values().stream().mapToDouble(d -> d).sum();
            assertEquals(4, all, "session 5 has ended");
        }
    }

    @Test
    void busesWithoutLogindAreOneSentence() throws Exception {
        try (StubBus bus = StubBus.in(folder).start()) {
            var e = assertThrows(IOException.class, () -> collect(bus));
            assertEquals("ListSeats of " + PATH + ": no method ListSeats", e.getMessage());
        }
    }
}
