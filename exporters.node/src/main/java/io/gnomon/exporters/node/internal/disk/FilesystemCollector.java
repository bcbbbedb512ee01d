package io.gnomon.exporters.node.internal.disk;

import io.gnomon.exporters.node.internal.host.Collector;
import io.gnomon.exporters.node.internal.host.HostFiles;
import io.gnomon.exporters.node.internal.host.Metrics;
import io.gnomon.exporters.node.internal.host.NameFilter;
import io.gnomon.model.sample.MetricType;
import io.gnomon.spi.common.NativeCalls;
import io.gnomon.spi.common.NativeCalls.FileSystemStats;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * Sizes of mounted file systems by statvfs(3). A network mount may hang for ever, so each mount is
 * asked on a thread of its own with a time limit; one that hangs is not asked again until it has
 * answered, and costs a thread until then.
 */
final class FilesystemCollector implements Collector {
    private final HostFiles files;
    private final NativeCalls calls;
    private final MountList mounted;
    private final NameFilter mountPoints;
    private final NameFilter types;
    private final Duration timeout;
    private final Set<String> stuck = ConcurrentHashMap.newKeySet();
    private final ExecutorService askers =
            Executors.newCachedThreadPool(
                    Thread.ofPlatform().daemon().name("node-statvfs-", 0).factory());

    FilesystemCollector(
            HostFiles files,
            NativeCalls calls,
            MountList mounted,
            NameFilter mountPoints,
            NameFilter types,
            Duration timeout) {
        this.files = files;
        this.calls = calls;
        this.mounted = mounted;
        this.mountPoints = mountPoints;
        this.types = types;
        this.timeout = timeout;
    }

    @Override
    public void close() {
        askers.shutdownNow();
    }

    /** A mount with its sizes, or with what went wrong. */
    private record Answer(Mount mount, FileSystemStats stats, String error) {
        private static final FileSystemStats NONE = new FileSystemStats(0, 0, 0, 0, 0, 0, false);

        static Answer failed(Mount mount, String error) {
            return new Answer(mount, NONE, error);
        }

        boolean readOnly() {
            return stats.readOnly() || mount.readOnly();
        }

        String[] labels() {
            return new String[] {
                "device", mount.device(),
                "mountpoint", mount.mountPoint(),
                "fstype", mount.type(),
                "device_error", error
            };
        }
    }

    @Override
    public void collect(Metrics sink) throws IOException {
        List<Answer> answers = ask(mounts());
        report(
                sink,
                answers,
                "avail_bytes",
                "Filesystem space available to non-root users in bytes.",
                s -> (double) s.blocksAvailable() * s.blockSize());
        sink.family(
                "node_filesystem_device_error",
                MetricType.GAUGE,
                "Whether an error occurred while getting statistics for the given device.");
        for (Answer answer : answers) {
            sink.sample(answer.error.isEmpty() ? 0 : 1, answer.labels());
        }
        report(sink, answers, "files", "Filesystem total file nodes.", FileSystemStats::files);
        report(
                sink,
                answers,
                "files_free",
                "Filesystem total free file nodes.",
                FileSystemStats::filesFree);
        report(
                sink,
                answers,
                "free_bytes",
                "Filesystem free space in bytes.",
                s -> (double) s.blocksFree() * s.blockSize());
        sink.family(
                "node_filesystem_mount_info", MetricType.GAUGE, "Filesystem mount information.");
        for (Answer answer : answers) {
            Mount mount = answer.mount;
            sink.sample(
                    1,
                    "device",
                    mount.device(),
                    "major",
                    mount.major(),
                    "minor",
                    mount.minor(),
                    "mountpoint",
                    mount.mountPoint());
        }
        // macOS has purgeable space; node_exporter reports it everywhere.
        report(
                sink,
                answers,
                "purgeable_bytes",
                "Filesystem space available including purgeable space (MacOS specific).",
                s -> 0);
        sink.family("node_filesystem_readonly", MetricType.GAUGE, "Filesystem read-only status.");
        for (Answer answer : answers) {
            sink.sample(answer.readOnly() ? 1 : 0, answer.labels());
        }
        report(
                sink,
                answers,
                "size_bytes",
                "Filesystem size in bytes.",
                s -> (double) s.blocks() * s.blockSize());
    }

    private static void report(
            Metrics sink,
            List<Answer> answers,
            String name,
            String help,
            ToDoubleFunction<FileSystemStats> value) {
        sink.family("node_filesystem_" + name, MetricType.GAUGE, help);
        for (Answer answer : answers) {
            if (answer.error.isEmpty()) {
                sink.sample(value.applyAsDouble(answer.stats), answer.labels());
            }
        }
    }

    private List<Mount> mounts() throws IOException {
        Set<String> seen = new HashSet<>();
        List<Mount> mounts = new ArrayList<>();
        for (Mount mount : mounted.read()) {
            if (mountPoints.accepts(mount.mountPoint())
                    && types.accepts(mount.type())
                    && seen.add(mount.device() + "\n" + mount.mountPoint())) {
                mounts.add(mount);
            }
        }
        return mounts;
    }

    private List<Answer> ask(List<Mount> mounts) {
        List<CompletableFuture<Answer>> asked = new ArrayList<>();
        for (Mount mount : mounts) {
            // Added before, removed after the call: who is in the set hangs since an earlier
            // scrape.
            if (stuck.add(mount.mountPoint())) {
                asked.add(CompletableFuture.supplyAsync(() -> ask(mount), askers));
            } else {
                asked.add(CompletableFuture.completedFuture(timedOut(mount)));
            }
        }
        long deadline = System.nanoTime() + timeout.toNanos();
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            Answer late = timedOut(mounts.get(i));
            long left = Math.max(0, deadline - System.nanoTime());
            answers.add(
                    asked.get(i).copy().completeOnTimeout(late, left, TimeUnit.NANOSECONDS).join());
        }
        return answers;
    }

    private static Answer timedOut(Mount mount) {
        return Answer.failed(mount, "mountpoint timeout");
    }

    private Answer ask(Mount mount) {
        try {
            Path place = Path.of(mount.mountPoint());
            if (mount.mountPoint().startsWith("/")) {
                place = files.rootfs().resolve(mount.mountPoint().substring(1));
            }
            return new Answer(mount, calls.statvfs(place), "");
        } catch (IOException e) {
            return Answer.failed(mount, String.valueOf(e.getMessage()));
        } finally {
            stuck.remove(mount.mountPoint());
        }
    }
}
