package io.gnomon.exporters.node.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.labels.Labels;
import io.gnomon.platform.testkit.exporter.RecordedMetrics;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

class FilesystemCollectorTest {
    private static final Map<String, List<String>> FILESYSTEM =
            Map.of("collect[]", List.of("filesystem"));

    @TempDir private Path root;

    @BeforeEach
    void writeMounts() throws IOException {
        Files.createDirectories(root.resolve("proc/1"));
        Files.writeString(
                root.resolve("proc/1/mountinfo"),
                """
                22 27 0:21 / /proc rw,relatime - proc proc rw
                27 1 254:0 / / rw,relatime - ext4 /dev/vda rw,discard
                28 27 254:1 / /mnt/with\\040space ro,relatime - xfs /dev/vdb rw
                29 27 0:45 / /mnt/nfs rw,relatime shared:3 - nfs4 server:/export rw
                """);
    }

    private NodeExporter exporter(Duration timeout, TestHost.Statvfs statvfs) {
        TestHost.Folders files =
                new TestHost.Folders(
                        root.resolve("proc"),
                        root.resolve("sys"),
                        Path.of("/"),
                        root.resolve("udev"));
        return TestHost.exporter(files, timeout, statvfs);
    }

    private static Labels filesystem(
            String metric, String device, String mount, String type, String error) {
        return Labels.of(
                "__name__", "node_filesystem_" + metric,
                "device", device,
                "mountpoint", mount,
                "fstype", type,
                "device_error", error);
    }

    @Test
    void sizesAreInBytesAndExcludedMountsAreLeftOut() throws Exception {
        try (var exporter = exporter(Duration.ofSeconds(5), path -> TestHost.stats(1000))) {
            RecordedMetrics metrics = RecordedMetrics.of(exporter, FILESYSTEM);
            assertEquals(3, metrics.samples("node_filesystem_size_bytes").size());
            Labels size = filesystem("size_bytes", "/dev/vda", "/", "ext4", "");
            assertEquals(4_096_000.0, metrics.samples().get(size));
            Labels readOnly = filesystem("readonly", "/dev/vdb", "/mnt/with space", "xfs", "");
            assertEquals(1.0, metrics.samples().get(readOnly));
        }
    }

    @Test
    void errorOfOneMountIsReportedAndTheOthersGoOn() throws Exception {
        TestHost.Statvfs denied =
                path -> {
                    if (path.endsWith("nfs")) {
                        throw new IOException("permission denied");
                    }
                    return TestHost.stats(10);
                };
        try (var exporter = exporter(Duration.ofSeconds(5), denied)) {
            RecordedMetrics metrics = RecordedMetrics.of(exporter, FILESYSTEM);
            assertEquals(2, metrics.samples("node_filesystem_size_bytes").size());
            assertEquals(
                    1.0,
                    metrics.samples()
                            .get(
                                    filesystem(
                                            "device_error",
                                            "server:/export",
                                            "/mnt/nfs",
                                            "nfs4",
                                            "permission denied")));
        }
    }

    @Test
    void hangingMountHangsNothingAndIsNotAskedAgain() throws Exception {
        CountDownLatch server = new CountDownLatch(1);
        AtomicInteger calls = new AtomicInteger();
        TestHost.Statvfs hanging =
                path -> {
                    if (path.endsWith("nfs")) {
                        calls.incrementAndGet();
                        awaitUninterruptibly(server);
                    }
                    return TestHost.stats(10);
                };
        try (var exporter = exporter(Duration.ofSeconds(1), hanging)) {
            Labels timeout =
                    filesystem(
                            "device_error",
                            "server:/export",
                            "/mnt/nfs",
                            "nfs4",
                            "mountpoint timeout");
            for (int scrape = 0; scrape < 3; scrape++) {
                RecordedMetrics metrics = RecordedMetrics.of(exporter, FILESYSTEM);
                assertEquals(2, metrics.samples("node_filesystem_size_bytes").size());
                assertEquals(1.0, metrics.samples().get(timeout));
            }
            assertEquals(1, calls.get());
            server.countDown();
            assertTrue(
                    comesBack(exporter), "the mount is asked again after it has answered at last");
        }
    }

    private static boolean comesBack(NodeExporter exporter) throws Exception {
        long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (System.nanoTime() < deadline) {
            RecordedMetrics metrics = RecordedMetrics.of(exporter, FILESYSTEM);
            if (metrics.samples("node_filesystem_size_bytes").size() == 3) {
                return true;
            }
        }
        return false;
    }

    /** As a thread in a system call is: deaf to interrupts. */
    private static void awaitUninterruptibly(CountDownLatch latch) {
        boolean answered = false;
        while (!answered) {
            try {
                latch.await();
                answered = true;
            } catch (InterruptedException e) {
                answered = false;
            }
        }
    }
}
