package io.gnomon.platform.core.exposition;

import com.sun.management.UnixOperatingSystemMXBean;

import io.gnomon.model.sample.MetricType;
import io.gnomon.spi.exporter.MetricSink;

import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The process as every client library reports it ({@code process_*}, from /proc where there is
 * one), the JVM with the names of Prometheus's Java client, and what was built. Any thread.
 */
public final class ProcessMetrics {
    private static final Path PROC = Path.of("/proc/self");

    /** What the client libraries report for a limit that is none: the largest uint64. */
    private static final double UNLIMITED = 0x1p64;

    private ProcessMetrics() {}

    /** {@code process_*} and {@code jvm_*} as they are now. */
    public static void writeTo(MetricSink sink) {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean os) {
            counter(
                    sink,
                    "process_cpu_seconds_total",
                    "Total user and system CPU time spent in seconds.",
                    os.getProcessCpuTime() / 1e9);
            gauge(
                    sink,
                    "process_open_fds",
                    "Number of open file descriptors.",
                    (double) os.getOpenFileDescriptorCount());
            gauge(
                    sink,
                    "process_max_fds",
                    "Maximum number of open file descriptors.",
                    (double) os.getMaxFileDescriptorCount());
        }
        gauge(
                sink,
                "process_start_time_seconds",
                "Start time of the process since unix epoch in seconds.",
                ManagementFactory.getRuntimeMXBean().getStartTime() / 1e3);
        memory(sink);
        network(sink);
        jvm(sink);
    }

    /**
     * {@code PROGRAM_build_info}.
     *
     * @param program such as {@code node_exporter}
     */
    public static void writeBuildInfo(MetricSink sink, String program, String version) {
        sink.family(
                program + "_build_info",
                MetricType.GAUGE,
                "A metric with a constant '1' value labeled by version, revision, branch, goversion"
                        + " from which "
                        + program
                        + " was built, and the goos and goarch for the build.");
        sink.sample(
                1,
                "branch",
                "",
                "goarch",
                System.getProperty("os.arch", ""),
                "goos",
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT),
                "goversion",
                "java" + Runtime.version(),
                "revision",
                "",
                "tags",
                "",
                "version",
                version);
    }

    private static void memory(MetricSink sink) {
        String status = read("status");
        long virtual = number(status, "VmSize:");
        long resident = number(status, "VmRSS:");
        if (virtual >= 0 && resident >= 0) {
            gauge(
                    sink,
                    "process_virtual_memory_bytes",
                    "Virtual memory size in bytes.",
                    1024.0 * virtual);
            gauge(
                    sink,
                    "process_resident_memory_bytes",
                    "Resident memory size in bytes.",
                    1024.0 * resident);
        }
        String limits = read("limits");
        if (limits.contains("Max address space")) {
            long limit = number(limits, "Max address space");
            gauge(
                    sink,
                    "process_virtual_memory_max_bytes",
                    "Maximum amount of virtual memory available in bytes.",
                    limit < 0 ? UNLIMITED : (double) limit);
        }
    }

    /** The octets of {@code IpExt}, whose names stand in the line above the values. */
    private static void network(MetricSink sink) {
        String[] names = null;
        for (String line : read("net/netstat").split("\n", -1)) {
            if (line.startsWith("IpExt:")) {
                String[] words = line.split(" ", -1);
                if (names == null) {
                    names = words;
                    continue;
                }
                for (int i = 1; i < Math.min(names.length, words.length); i++) {
                    octets(sink, names[i], words[i]);
                }
            }
        }
    }

    private static void octets(MetricSink sink, String name, String value) {
        if (name.equals("InOctets")) {
            counter(
                    sink,
                    "process_network_receive_bytes_total",
                    "Number of bytes received by the process over the network.",
                    Double.parseDouble(value));
        } else if (name.equals("OutOctets")) {
            counter(
                    sink,
                    "process_network_transmit_bytes_total",
                    "Number of bytes sent by the process over the network.",
                    Double.parseDouble(value));
        }
    }

    /** A file below /proc/self, empty where there is none. */
    private static String read(String name) {
        try {
            return new String(Files.readAllBytes(PROC.resolve(name)), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    /** The number behind a word, -1 when there is none. */
    private static long number(String text, String word) {
        int at = text.indexOf(word);
        if (at < 0) {
            return -1;
        }
        at += word.length();
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        int end = at;
        while (end < text.length() && Character.isDigit(text.charAt(end))) {
            end++;
        }
        return end == at ? -1 : Long.parseLong(text, at, end, 10);
    }

    private static void jvm(MetricSink sink) {
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        MemoryUsage rest = ManagementFactory.getMemoryMXBean().getNonHeapMemoryUsage();
        sink.family("jvm_memory_used_bytes", MetricType.GAUGE, "Used bytes of a JVM memory area.");
        sink.sample((double) heap.getUsed(), "area", "heap");
        sink.sample((double) rest.getUsed(), "area", "nonheap");
        sink.family("jvm_memory_max_bytes", MetricType.GAUGE, "Max bytes of a JVM memory area.");
        sink.sample((double) heap.getMax(), "area", "heap");
        gauge(
                sink,
                "jvm_threads_current",
                "Current thread count of the JVM.",
                ManagementFactory.getThreadMXBean().getThreadCount());
        gauge(
                sink,
                "jvm_classes_currently_loaded",
                "Classes that are loaded now.",
                ManagementFactory.getClassLoadingMXBean().getLoadedClassCount());
        sink.family(
                "jvm_gc_collection_seconds",
                MetricType.SUMMARY,
                "Time spent in a garbage collector.");
        for (GarbageCollectorMXBean gc : ManagementFactory.getGarbageCollectorMXBeans()) {
            sink.suffixed("_sum", gc.getCollectionTime() / 1e3, "gc", gc.getName());
            sink.suffixed("_count", (double) gc.getCollectionCount(), "gc", gc.getName());
        }
    }

    private static void gauge(MetricSink sink, String name, String help, double value) {
        sink.family(name, MetricType.GAUGE, help);
        sink.sample(value);
    }

    private static void counter(MetricSink sink, String name, String help, double value) {
        sink.family(name, MetricType.COUNTER, help);
        sink.sample(value);
    }
}
