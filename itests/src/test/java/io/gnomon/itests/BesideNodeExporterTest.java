package io.gnomon.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The real node_exporter and ours, with the same flags, look at this host at the same moment. */
@EnabledOnOs(OS.LINUX)
@Timeout(180)
class BesideNodeExporterTest {
    /** The collectors are those that both have; what this host lacks fails in both. */
    private static final List<String> FLAGS =
            List.of(
                    "--collector.buddyinfo",
                    "--collector.cgroups",
                    "--collector.cpu_vulnerabilities",
                    "--collector.drbd",
                    "--collector.drm",
                    "--collector.ethtool",
                    "--collector.interrupts",
                    "--collector.ksmd",
                    "--collector.lnstat",
                    "--collector.logind",
                    "--collector.meminfo_numa",
                    "--collector.mountstats",
                    "--collector.network_route",
                    "--collector.pcidevice",
                    "--collector.perf",
                    "--collector.processes",
                    "--collector.qdisc",
                    "--collector.slabinfo",
                    "--collector.softirqs",
                    "--collector.swap",
                    "--collector.sysctl",
                    "--collector.systemd",
                    "--collector.tcpstat",
                    "--collector.wifi",
                    "--collector.xfrm",
                    "--collector.zoneinfo",
                    // Debian's own default has targets, too.
                    "--collector.systemd.unit-exclude=.+\\.(automount|device|mount|scope|slice)",
                    "--collector.systemd.enable-task-metrics",
                    "--collector.systemd.enable-restarts-metrics",
                    "--collector.systemd.enable-start-time-metrics",
                    "--collector.netdev.address-info",
                    "--collector.filesystem.mount-points-exclude=^/(dev|proc|sys)($|/)",
                    "--collector.textfile.directory=/nonexistent",
                    "--collector.cpu.info",
                    "--collector.cpu.info.flags-include=^(aes|avx2)$",
                    "--collector.stat.softirq",
                    "--collector.sysctl.include=fs.file-nr:total,current,max",
                    "--collector.sysctl.include=kernel.threads-max");

    private static final Predicate<String> KNOWN =
            Pattern.compile(
                            String.join(
                                    "|",
                                    // What each process says of itself; go_* where we have jvm_*.
                                    "(go|jvm|process|promhttp)_.*",
                                    "node_exporter_build_info",
                                    "node_scrape_collector_duration_seconds",
                                    // Newer than the peer's 1.11; node_exporter 1.12 has them.
                                    "node_ksmd_general_profit_bytes",
                                    "node_timex_offset_overflow_total",
                                    ".*node_scrape_collector_success.*\"dmmultipath\".*",
                                    // What newer kernels tell: the peer reports a list of its own.
                                    "node_memory_(Balloon|FileHugePages|FilePmdMapped|Hugetlb"
                                            + "|KReclaimable|SecPageTables)_bytes",
                                    "node_xfrm_.*(iptfs|state_dir|queue_space).*",
                                    // The peer says 0 where the queue lacks any of its files.
                                    "node_disk_info",
                                    // The peer misses "ro" where mountinfo has no optional field.
                                    ".*node_filesystem_readonly.*\"tmpfs\".*",
                                    // The peer has netlink sockets open while it counts them.
                                    "node_sockstat_sockets_used",
                                    // Each counts from when it began to.
                                    ".*node_perf_.*cpu=\"\\d+\".*",
                                    // The answers to these scrapes are in the queues.
                                    ".*node_tcp_connection_states.*_queued_bytes.*"))
                    .asMatchPredicate();

    @TempDir Path folder;

    @Test
    void sameFamiliesLabelsAndValues() throws Exception {
        compare(FLAGS, 500);
    }

    /** Flags under which metrics have other names or labels. */
    @Test
    void sameUnderFlagsThatRename() throws Exception {
        compare(
                List.of(
                        "--collector.disable-defaults",
                        "--collector.netdev",
                        "--collector.netdev.enable-detailed-metrics",
                        "--collector.netdev.label-ifalias",
                        "--collector.interrupts",
                        "--no-collector.interrupts.include-zeros",
                        "--collector.ethtool",
                        "--collector.ethtool.device-exclude=^lo$",
                        "--collector.ethtool.metrics-include=^rx_",
                        "--collector.perf",
                        "--collector.perf.cpus=0",
                        "--collector.perf.disable-hardware-profilers",
                        "--collector.perf.disable-cache-profilers",
                        "--no-collector.systemd",
                        "--no-collector.wifi"),
                20);
    }

    private void compare(List<String> flags, int series) throws Exception {
        List<String> own = new ArrayList<>(List.of("exporter", "node"));
        own.add("--web.listen-address=127.0.0.1:0");
        own.addAll(flags);
        try (PeerServer peer = PeerServer.exporter(folder, "prometheus-node-exporter", flags);
                AloneExporter ours = AloneExporter.start(folder, AloneExporter.program(), own);
                HttpClient client = HttpClient.newHttpClient()) {
            SideBySide both = SideBySide.of(peer, ours, client);
            assertEquals(List.of(), both.differences(KNOWN), ours::text);
            assertTrue(both.compared() > series, "compared only " + both.compared());
        }
    }
}
