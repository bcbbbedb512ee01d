package io.gnomon.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gnomon.platform.testkit.PeerPrograms;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Each flag of node_exporter is accepted, or refused with the reason. */
@EnabledOnOs(OS.LINUX)
@Timeout(120)
class NodeExporterFlagsTest {
    /** A flag of kingpin's help, with its default value if it has one. */
    private static final Pattern FLAG =
            Pattern.compile(
                    "(?m)^ {2,6}(?:-\\w,"
                            + " )?--(\\[no-])?([\\w.-]+)(?:=(\"(?:[^\"\\\\]|\\\\.)*\"|\\S+))?");

    /** Of node_exporter's own help and tests, and what Java cannot have. */
    private static final Pattern REFUSED =
            Pattern.compile(
                    "help(-long|-man)?|version|collector\\.(qdisc|wifi)\\.fixtures"
                            + "|collector\\.netclass_rtnl\\.with-stats|web\\.systemd-socket");

    /**
     * Flags that the peer's help hides, and those that node_exporter 1.12 has and Debian's lacks.
     */
    private static final List<String> MORE =
            List.of(
                    "--collector.filesystem.mount-timeout=5s",
                    "--collector.filesystem.stat-workers=4",
                    "--collector.systemd.private",
                    "--no-collector.systemd.private",
                    "--collector.dmmultipath",
                    "--no-collector.dmmultipath",
                    "--collector.nvmesubsystem",
                    "--no-collector.nvmesubsystem");

    @TempDir Path folder;

    private AloneExporter check(List<String> flags) throws Exception {
        List<String> all = new ArrayList<>(List.of("exporter", "node", "--config.check"));
        all.addAll(flags);
        AloneExporter exporter = AloneExporter.start(folder, AloneExporter.program(), all);
        assertTrue(exporter.process().waitFor(60, TimeUnit.SECONDS), exporter::text);
        return exporter;
    }

    /** Flags as the peer's help has them, with their defaults; those that are switches also off. */
    private static List<String> flagsOfThePeer() throws Exception {
        Process peer =
                new ProcessBuilder(
                                PeerPrograms.find("prometheus-node-exporter").toString(), "--help")
                        .redirectErrorStream(true)
                        .start();
        String help = new String(peer.getInputStream().readAllBytes(), UTF_8);
        List<String> flags = new ArrayList<>();
        Matcher matcher = FLAG.matcher(help);
        while (matcher.find()) {
            String name = matcher.group(2);
            if (REFUSED.matcher(name).matches()) {
                continue;
            }
            String value = matcher.group(3);
            if (value == null) {
                flags.add("--" + name);
                flags.add("--no-" + name);
            } else if (value.startsWith("\"")) {
                String text = value.substring(1, value.length() - 1).replace("\\\\", "\\");
                flags.add("--" + name + "=" + text);
            } else {
                flags.add("--" + name + "=" + (value.startsWith("COLLECTOR") ? any(name) : value));
            }
        }
        return flags;
    }

    /** A value for a flag that has no default. */
    private static String any(String name) {
        return switch (name) {
            case "collector.perf.tracepoint" -> "sched:sched_switch";
            case "collector.perf.hardware-profilers" -> "CpuCycles";
            case "collector.perf.software-profilers" -> "PageFault";
            case "collector.perf.cache-profilers" -> "LLReadHit";
            default -> "x";
        };
    }

    /** Some of the flags together; most pairs of include and exclude exclude each other. */
    private void assertAccepted(List<String> flags) throws Exception {
        assertFalse(flags.isEmpty());
        try (AloneExporter exporter = check(flags)) {
            assertEquals(0, exporter.process().exitValue(), exporter::text);
        }
    }

    @Test
    void flagsOfNodeExporterAreAccepted() throws Exception {
        List<String> flags = new ArrayList<>(flagsOfThePeer());
        assertTrue(flags.size() > 150, flags::toString);
        flags.addAll(MORE);
        assertAccepted(flags.stream().filter(f -> f.contains("-include=")).toList());
        flags.removeIf(f -> f.contains("-include="));
        assertAccepted(flags);
    }

    @Test
    void oldNamesAreAccepted() throws Exception {
        assertAccepted(
                List.of(
                        "--collector.diskstats.ignored-devices=^loop",
                        "--collector.filesystem.ignored-mount-points=^/dev",
                        "--collector.filesystem.ignored-fs-types=^proc$"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--collector.qdisc.fixtures=x | it is for node_exporter's own tests",
                "--collector.wifi.fixtures=x | it is for node_exporter's own tests",
                "--collector.netclass_rtnl.with-stats | the collector netdev reports these",
                "--web.systemd-socket | the Java runtime cannot take sockets from systemd",
                "--collector.perf.cache-profilers=L9 | no event is named \"L9\"; there are L1Data",
                "--collector.perf.cpus=a | \"a\" is no list of processors such as 0,2-6",
                "--collector.ntp.ip-ttl=0 | collector.ntp.ip-ttl"
            })
    void othersAreRefusedWithTheReason(String flag, String reason) throws Exception {
        try (AloneExporter exporter = check(List.of(flag, "--collector.perf"))) {
            assertNotEquals(0, exporter.process().exitValue(), exporter::text);
            assertTrue(exporter.text().contains(reason), exporter::text);
            assertEquals(1, exporter.text().lines().count(), exporter::text);
        }
    }
}
