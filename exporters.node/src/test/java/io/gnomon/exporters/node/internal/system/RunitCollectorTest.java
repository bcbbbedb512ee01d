package io.gnomon.exporters.node.internal.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.gnomon.exporters.node.internal.host.HostFiles;
import io.gnomon.exporters.node.internal.host.Metrics;
import io.gnomon.model.labels.Labels;
import io.gnomon.platform.testkit.exporter.RecordedMetrics;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

class RunitCollectorTest {
    @TempDir Path services;

    private Metrics collect(Path folder) throws IOException {
        Metrics metrics = new Metrics();
        HostFiles files = new HostFiles(folder, folder, folder, folder);
        new RunitCollector(files, folder).collect(metrics);
        return metrics;
    }

    private Path service(String name, long changed, char wanted, int state) throws IOException {
        Path folder = Files.createDirectories(services.resolve(name + "/supervise"));
        ByteBuffer status = ByteBuffer.allocate(20);
        // As runsv writes it: 2^62 and the ten seconds that TAI was ahead in 1970.
        status.putLong(0, (1L << 62) + 10 + changed).put(17, (byte) wanted).put(19, (byte) state);
        Files.write(folder.resolve("status"), status.array());
        return folder;
    }

    @Test
    void statesOfServices() throws IOException {
        service("web", 1_700_000_000L, 'u', 1);
        Files.createFile(service("batch", 1_600_000_000L, 'd', 0).resolve("down"));
        Files.createDirectories(services.resolve("unsupervised"));
        RecordedMetrics recorded = new RecordedMetrics();
        collect(services).drainTo(recorded);
        String[] web = {"service", "web", "supervisor", "runit"};
        String[] batch = {"service", "batch", "supervisor", "runit"};
        assertEquals(
                Map.of(
                        series("state", web), 1.0,
                        series("desired_state", web), 1.0,
                        series("normal_state", web), 1.0,
                        series("state_last_change_timestamp_seconds", web), 1.7e9,
                        series("state", batch), 0.0,
                        series("desired_state", batch), 0.0,
                        series("normal_state", batch), 0.0,
                        series("state_last_change_timestamp_seconds", batch), 1.6e9),
                recorded.samples());
    }

    private static Labels series(String name, String... labels) {
        return Labels.of(labels).with("__name__", "node_service_" + name);
    }

    @Test
    void withoutTheFolderItFails() {
        Path none = services.resolve("none");
        var e = assertThrows(IOException.class, () -> collect(none));
        assertEquals("there is no " + none, e.getMessage());
    }
}
