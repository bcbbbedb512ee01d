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
    /** Debian turns systemd on; the collectors are those that both have. */
    private static final List<String> FLAGS =
            List.of(
                    "--no-collector.systemd",
                    "--collector.buddyinfo",
                    "--collector.cgroups",
                    "--collector.cpu_vulnerabilities",
                    "--collector.drbd",
                    "--collector.interrupts",
                    "--collector.ksmd",
                    "--collector.lnstat",
                    "--collector.meminfo_numa",
                    "--collector.mountstats",
                    "--collector.network_route",
                    "--collector.pcidevice",
                    "--collector.processes",
                    "--collector.qdisc",
                    "--collector.slabinfo",
                    "--collector.softirqs",
                    "--collector.swap",
                    "--collector.sysctl",
                    "--collector.tcpstat",
                    "--collector.xfrm",
                    "--collector.zoneinfo",
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
                                    // The answers to these scrapes are in the queues.
                                    ".*node_tcp_connection_states.*_queued_bytes.*"))
                    .asMatchPredicate();

    @TempDir Path folder;

    @Test
    void sameFamiliesLabelsAndValues() throws Exception {
        List<String> own = new ArrayList<>(List.of("exporter", "node"));
        own.add("--web.listen-address=127.0.0.1:0");
        own.addAll(FLAGS.subList(1, FLAGS.size()));
        try (PeerServer peer = PeerServer.exporter(folder, "prometheus-node-exporter", FLAGS);
                AloneExporter ours = AloneExporter.start(folder, AloneExporter.program(), own);
                HttpClient client = HttpClient.newHttpClient()) {
            SideBySide both = SideBySide.of(peer, ours, client);
            assertEquals(List.of(), both.differences(KNOWN), ours::text);
            assertTrue(both.compared() > 500, "compared only " + both.compared());
        }
    }
}
