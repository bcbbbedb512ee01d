package io.gnomon.exporters.node.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.exporters.node.internal.hardware.PcideviceCollector;
import io.gnomon.exporters.node.internal.host.HostFiles;
import io.gnomon.exporters.node.internal.host.Metrics;
import io.gnomon.exporters.node.internal.host.Platform;
import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.MetricType;
import io.gnomon.platform.testkit.PeerData;
import io.gnomon.platform.testkit.exporter.PeerMetrics;
import io.gnomon.platform.testkit.exporter.RecordedMetrics;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** On node_exporter's own fixture tree, our families equal those of its golden output. */
class NodeExporterGoldenTest {
    private static PeerMetrics golden = PeerMetrics.read("");

    @TempDir private static Path unpacked;

    @BeforeAll
    static void readGolden() throws IOException {
        Path folder = PeerData.folder("exporters/node");
        Ttar.unpack(folder.resolve("fixtures/sys.ttar"), unpacked);
        Ttar.unpack(folder.resolve("fixtures/udev.ttar"), unpacked);
        linkProc(folder.resolve("fixtures/proc"), unpacked.resolve("proc"));
        golden =
                PeerMetrics.read(
                        Files.readString(folder.resolve("e2e-output.txt"), StandardCharsets.UTF_8));
    }

    /** The tree's /proc; "self" is a link there, which not every copy of the data has kept. */
    private static void linkProc(Path proc, Path into) throws IOException {
        Files.createDirectory(into);
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(proc)) {
            for (Path entry : entries) {
                boolean self = entry.endsWith("self");
                Files.createSymbolicLink(
                        into.resolve(entry.getFileName()), self ? proc.resolve("10") : entry);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arp",
                "bcache",
                "bcachefs",
                "bonding",
                "btrfs",
                "buddyinfo",
                "cgroups",
                "conntrack",
                "cpu",
                "cpu_vulnerabilities",
                "cpufreq",
                "diskstats",
                "dmi",
                "dmmultipath",
                "drbd",
                "edac",
                "entropy",
                "fibrechannel",
                "filefd",
                "hwmon",
                "infiniband",
                "interrupts",
                "ipvs",
                "kernel_hung",
                "ksmd",
                "lnstat",
                "loadavg",
                "mdadm",
                "meminfo",
                "meminfo_numa",
                "mountstats",
                "netclass",
                "netstat",
                "nfs",
                "nfsd",
                "nvme",
                "os",
                "pcidevice",
                "powersupplyclass",
                "pressure",
                "processes",
                "rapl",
                "schedstat",
                "slabinfo",
                "sockstat",
                "softirqs",
                "softnet",
                "stat",
                "sysctl",
                "tapestats",
                "thermal_zone",
                "time",
                "udp_queues",
                "vmstat",
                "watchdog",
                "xfrm",
                "xfs",
                "zfs",
                "zoneinfo"
            })
    void familiesEqualTheGolden(String collector) throws Exception {
        RecordedMetrics metrics;
        try (NodeExporter exporter = TestHost.exporter(fixtures(), collector)) {
            metrics = RecordedMetrics.of(exporter, Map.of("collect[]", List.of(collector)));
        }
        assertEquals(
                Map.of(collector, 1.0),
                byLabel(metrics.samples("node_scrape_collector_success"), "collector"));
        int compared = 0;
        for (var family : metrics.families().entrySet()) {
            String name = family.getKey();
            if (name.startsWith("node_scrape_")) {
                continue;
            }
            assertTrue(
                    golden.types().containsKey(name), name + " is not a family of node_exporter's");
            assertFalse(family.getValue().help().isBlank(), name);
            assertEquals(golden.types().get(name), text(family.getValue().type()), name);
            if (isInTheTree(name)) {
                assertEquals(of(golden.samples(), name), placeless(metrics.samples(name)), name);
            }
            compared++;
        }
        assertFalse(compared == 0, "nothing was compared");
    }

    /**
     * Families that the host of a test does not have: it has no netlink (see the tests of package
     * network), no text files, and another network and version.
     */
    private static final Pattern OF_ANOTHER_HOST =
            Pattern.compile("node_(qdisc|textfile|wifi|network|exporter|scrape)(_.*)?");

    @Test
    void everyFamilyOfTheGoldenIsReported() throws Exception {
        Set<String> ours;
        try (NodeExporter exporter =
                TestHost.exporter(
                        fixtures(),
                        NodeExporter.all(Platform.LINUX).keySet().toArray(String[]::new))) {
            ours = RecordedMetrics.of(exporter).families().keySet();
        }
        List<String> missing =
                golden.types().keySet().stream()
                        .filter(name -> name.startsWith("node_"))
                        .filter(name -> !ours.contains(name))
                        .filter(name -> !OF_ANOTHER_HOST.matcher(name).matches())
                        .sorted()
                        .toList();
        assertEquals(List.of(), missing);
    }

    /** That of aarch64 and ppc64le, with pages of 64 KiB. */
    @Test
    void everyFamilyOfTheGoldenOfOtherArchitecturesIsReported() throws Exception {
        PeerMetrics other =
                PeerMetrics.read(
                        Files.readString(
                                PeerData.folder("exporters/node")
                                        .resolve("e2e-64k-page-output.txt")));
        RecordedMetrics ours;
        try (NodeExporter exporter =
                TestHost.withoutCpuInfo(fixtures(), NodeExporter.all(Platform.LINUX).keySet())) {
            ours = RecordedMetrics.of(exporter);
        }
        int compared = 0;
        for (String name : other.types().keySet()) {
            if (name.startsWith("node_") && !OF_ANOTHER_HOST.matcher(name).matches()) {
                var family = ours.families().get(name);
                assertNotNull(family, name);
                assertEquals(other.types().get(name), text(family.type()), name);
                if (isInTheTree(name)) {
                    assertEquals(of(other.samples(), name), placeless(ours.samples(name)), name);
                }
                compared++;
            }
        }
        assertTrue(compared > 1000, compared + " families were compared");
        List<String> more =
                ours.families().keySet().stream()
                        .filter(name -> name.startsWith("node_cpu_"))
                        .filter(name -> !other.types().containsKey(name))
                        .toList();
        assertEquals(List.of(), more);
    }

    @Test
    void pciDevicesHaveTheirNames() throws Exception {
        Path folder = PeerData.folder("exporters/node/fixtures");
        TestHost.Folders tree = fixtures();
        HostFiles files =
                new HostFiles(tree.procfs(), tree.sysfs(), tree.rootfs(), tree.udevData());
        Metrics metrics = new Metrics();
        new PcideviceCollector(files, true, folder.resolve("pci.ids").toString()).collect(metrics);
        RecordedMetrics ours = new RecordedMetrics();
        metrics.drainTo(ours);
        PeerMetrics peer =
                PeerMetrics.read(Files.readString(folder.resolve("pcidevice-names-output.txt")));
        assertEquals(peer.samples(), ours.samples());
    }

    /** In node_exporter's tree, though not in its golden output. */
    @Test
    void pathsOfNvmeSubsystemsAreCounted() throws Exception {
        RecordedMetrics metrics;
        try (NodeExporter exporter = TestHost.exporter(fixtures(), "nvmesubsystem")) {
            metrics = RecordedMetrics.of(exporter, Map.of("collect[]", List.of("nvmesubsystem")));
        }
        assertEquals(
                Map.of("nvme-subsys0", 4.0),
                byLabel(metrics.samples("node_nvmesubsystem_paths"), "subsystem"));
        assertEquals(
                Map.of("nvme-subsys0", 3.0),
                byLabel(metrics.samples("node_nvmesubsystem_paths_live"), "subsystem"));
        Labels dead =
                Labels.of(
                        "__name__", "node_nvmesubsystem_path_state",
                        "subsystem", "nvme-subsys0",
                        "controller", "nvme3",
                        "transport", "fc",
                        "state", "dead");
        assertEquals(1.0, metrics.samples().get(dead));
    }

    /** The golden's network and clock are those of the host where it was made. */
    private static boolean isInTheTree(String name) {
        return !name.equals("node_time_seconds")
                && !name.startsWith("node_time_zone")
                && !(name.startsWith("node_network_")
                        && name.endsWith("_total")
                        && !name.contains("carrier"));
    }

    /** The golden has the path under which it was made. */
    private static Map<Labels, Double> placeless(Map<Labels, Double> samples) {
        Map<Labels, Double> placeless = new TreeMap<>();
        samples.forEach((labels, value) -> {
            String path = labels.get("path");
            int sys = path.indexOf("/sys/class/powercap");
            placeless.put(
                    sys < 0
                            ? labels
                            : labels.toBuilder()
                                    .set("path", "collector/fixtures" + path.substring(sys))
                                    .build(),
                    value);
        });
        return placeless;
    }

    private static Map<Labels, Double> of(Map<Labels, Double> all, String name) {
        Map<Labels, Double> found = new TreeMap<>();
        all.forEach((labels, value) -> {
            if (labels.metricName().equals(name)) {
                found.put(labels, value);
            }
        });
        return found;
    }

    private static Map<String, Double> byLabel(Map<Labels, Double> samples, String label) {
        Map<String, Double> found = new HashMap<>();
        samples.forEach((labels, value) -> found.put(labels.get(label), value));
        return found;
    }

    private static String text(MetricType type) {
        return type == MetricType.UNKNOWN ? "untyped" : type.text();
    }

    private static TestHost.Folders fixtures() throws IOException {
        Path folder = PeerData.folder("exporters/node").resolve("fixtures");
        return new TestHost.Folders(
                unpacked.resolve("proc"),
                unpacked.resolve("sys"),
                folder,
                unpacked.resolve("udev/data"));
    }
}
