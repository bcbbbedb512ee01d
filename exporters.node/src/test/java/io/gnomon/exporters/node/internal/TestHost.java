package io.gnomon.exporters.node.internal;

import io.gnomon.spi.common.NativeCalls;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** A host whose files lie in a folder and whose kernel answers as the test wants. */
final class TestHost {
    private TestHost() {}

    /** What statvfs answers in a test. */
    @FunctionalInterface
    interface Statvfs {
        NativeCalls.FileSystemStats of(Path mountPoint) throws IOException;
    }

    static NodeSettings settings(HostFiles files, Duration mountTimeout) {
        return new NodeSettings(
                files.procfs().toString(),
                files.sysfs().toString(),
                files.rootfs().toString(),
                files.udevData().toString(),
                List.of(),
                "^(z?ram|loop|fd|(h|s|v|xv)d[a-z]|nvme\\d+n\\d+p)\\d+$",
                "^/(dev|proc|sys)($|/)",
                "^(proc|sysfs|tmpfs)$",
                mountTimeout,
                "^(oom_kill|pgpg|pswp|pg.*fault).*");
    }

    static NodeExporter exporter(HostFiles files) {
        return exporter(files, Duration.ofSeconds(5), path -> stats(1000));
    }

    static NodeExporter exporter(HostFiles files, Duration mountTimeout, Statvfs statvfs) {
        return NodeExporter.create(
                settings(files, mountTimeout),
                calls(statvfs),
                InstantSource.fixed(Instant.ofEpochSecond(1_700_000_000)));
    }

    static NativeCalls.FileSystemStats stats(long blocks) {
        return new NativeCalls.FileSystemStats(4096, blocks, blocks / 2, blocks / 4, 50, 40, false);
    }

    static NativeCalls calls(Statvfs statvfs) {
        return new NativeCalls() {
            @Override
            public Uname uname() {
                return new Uname("Linux", "6.1", "#1 SMP", "x86_64", "host", "(none)");
            }

            @Override
            public FileSystemStats statvfs(Path mountPoint) throws IOException {
                return statvfs.of(mountPoint);
            }

            @Override
            public long clockTicksPerSecond() {
                return 100;
            }

            @Override
            public long pageSize() {
                return 4096;
            }
        };
    }
}
