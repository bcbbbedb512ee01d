package io.gnomon.platform.core.http.internal.metrics;

import com.sun.management.UnixOperatingSystemMXBean;

import io.gnomon.model.sample.MetricType;
import io.gnomon.spi.exporter.MetricSink;

import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The process as every client library reports it ({@code process_*}, from /proc where there is
 * one), and the JVM with the names of Prometheus's Java client.
 */
final class ProcessMetrics {
    private static final Path STATUS = Path.of("/proc/self/status");

    private ProcessMetrics() {}

    static void writeTo(MetricSink sink) {
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
        jvm(sink);
    }

    private static void memory(MetricSink sink) {
        try {
            for (String line : Files.readAllLines(STATUS)) {
                if (line.startsWith("VmSize:")) {
                    gauge(
                            sink,
                            "process_virtual_memory_bytes",
                            "Virtual memory size in bytes.",
                            bytes(line));
                } else if (line.startsWith("VmRSS:")) {
                    gauge(
                            sink,
                            "process_resident_memory_bytes",
                            "Resident memory size in bytes.",
                            bytes(line));
                }
            }
        } catch (IOException e) {
            // Not Linux: the operating system does not tell.
        }
    }

    /** Of a line such as {@code VmRSS: 12345 kB}. */
    private static double bytes(String line) {
        return 1024.0 * Long.parseLong(line.replaceAll("[^0-9]", ""));
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
