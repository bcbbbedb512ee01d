package io.gnomon.exporters.node.internal;

import io.gnomon.exporters.node.internal.cpu.CpuCollectors;
import io.gnomon.exporters.node.internal.disk.DiskCollectors;
import io.gnomon.exporters.node.internal.hardware.HardwareCollectors;
import io.gnomon.exporters.node.internal.host.Platform;
import io.gnomon.exporters.node.internal.host.StubCalls;
import io.gnomon.exporters.node.internal.memory.MemoryCollectors;
import io.gnomon.exporters.node.internal.network.NetworkCollectors;
import io.gnomon.exporters.node.internal.services.ServiceCollectors;
import io.gnomon.exporters.node.internal.system.SystemCollectors;
import io.gnomon.spi.common.NativeCalls;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;

/** A host whose files lie in a folder and whose kernel answers as the test wants. */
final class TestHost {
    private TestHost() {}

    /** What statvfs answers in a test. */
    @FunctionalInterface
    interface Statvfs {
        NativeCalls.FileSystemStats of(Path mountPoint) throws IOException;
    }

    /** Where the host's files lie. */
    record Folders(Path procfs, Path sysfs, Path rootfs, Path udevData) {}

    /** The default collectors, and those that are named. */
    static NodeSettings settings(Folders folders, Duration mountTimeout, List<String> enabled) {
        return new NodeSettings(
                folders.procfs.toString(),
                folders.sysfs.toString(),
                folders.rootfs.toString(),
                folders.udevData.toString(),
                enabled,
                List.of(),
                false,
                new CpuCollectors.Settings(
                        true,
                        true,
                        "^(aes|avx.?|constant_tsc)$",
                        "^(cpu_meltdown|spectre_.*|mds)$",
                        "",
                        "",
                        true,
                        new CpuCollectors.PerfSettings(
                                "", List.of(), false, List.of(), false, List.of(), false,
                                List.of())),
                new DiskCollectors.Settings(
                        "",
                        "^(z?ram|loop|fd|(h|s|v|xv)d[a-z]|nvme\\d+n\\d+p)\\d+$",
                        "",
                        "^/(dev|proc|sys)($|/)",
                        "",
                        "^(proc|sysfs|tmpfs)$",
                        mountTimeout,
                        4,
                        "^$",
                        true),
                new HardwareCollectors.Settings(
                        "(applesmc|asus_nb_wmi|coretemp|hwmon4|ieee80211|nct6779)",
                        "",
                        "",
                        "",
                        "^$",
                        false,
                        false,
                        ""),
                new MemoryCollectors.Settings(".*", "", "^(oom_kill|pgpg|pswp|pg.*fault).*"),
                new NetworkCollectors.Settings(
                        "",
                        "nope",
                        true,
                        "",
                        "",
                        ".*",
                        "local_address,local_port,remote_address,remote_port,proto,local_mark",
                        "(dmz|int)",
                        true,
                        false,
                        false,
                        "",
                        "",
                        true,
                        false,
                        false,
                        false,
                        "^(.*_(InErrors|InErrs)|Ip_Forwarding|Ip(6|Ext)_(InOctets|OutOctets)|Icmp6?_(InMsgs|OutMsgs)|TcpExt_(Listen.*|Syncookies.*|TCPSynRetrans|TCPTimeouts|TCPOFOQueue|TCPRcvQDrop)|Tcp_(ActiveOpens|InSegs|OutSegs|OutRsts|PassiveOpens|RetransSegs|CurrEstab)|Udp6?_(InDatagrams|OutDatagrams|NoPorts|RcvbufErrors|SndbufErrors))$",
                        "",
                        "",
                        "",
                        ""),
                new ServiceCollectors.Settings(".+", "", false, false, false, false),
                new SystemCollectors.Settings(
                        List.of(),
                        true,
                        List.of("fs.file-nr", "fs.file-nr:total,current,max", "kernel.threads-max"),
                        List.of("kernel.seccomp.actions_avail"),
                        "/nonexistent",
                        "http://127.0.0.1:1/RPC2",
                        "127.0.0.1",
                        123,
                        4,
                        false,
                        1,
                        "3.46608s",
                        "1ms"));
    }

    /** As node_exporter is run for its golden of aarch64: without cpu.info. */
    static NodeExporter withoutCpuInfo(Folders folders, Collection<String> enabled) {
        NodeSettings all = settings(folders, Duration.ofSeconds(5), List.copyOf(enabled));
        CpuCollectors.Settings cpu =
                new CpuCollectors.Settings(
                        true,
                        false,
                        "",
                        "",
                        all.cpu().interruptsInclude(),
                        all.cpu().interruptsExclude(),
                        true,
                        all.cpu().perf());
        return NodeExporter.create(
                new NodeSettings(
                        all.procfs(),
                        all.sysfs(),
                        all.rootfs(),
                        all.udevData(),
                        all.enabledCollectors(),
                        all.disabledCollectors(),
                        all.disableDefaults(),
                        cpu,
                        all.disk(),
                        all.hardware(),
                        all.memory(),
                        all.network(),
                        all.services(),
                        all.system()),
                calls(path -> stats(1000)),
                InstantSource.fixed(Instant.ofEpochSecond(1_700_000_000)),
                Platform.LINUX);
    }

    static NodeExporter exporter(Folders folders, String... enabled) {
        return exporter(folders, Duration.ofSeconds(5), path -> stats(1000), enabled);
    }

    static NodeExporter exporter(
            Folders folders, Duration mountTimeout, Statvfs statvfs, String... enabled) {
        return NodeExporter.create(
                settings(folders, mountTimeout, List.of(enabled)),
                calls(statvfs),
                InstantSource.fixed(Instant.ofEpochSecond(1_700_000_000)),
                Platform.LINUX);
    }

    static NativeCalls.FileSystemStats stats(long blocks) {
        return new NativeCalls.FileSystemStats(4096, blocks, blocks / 2, blocks / 4, 50, 40, false);
    }

    static NativeCalls calls(Statvfs statvfs) {
        return new StubCalls() {
            @Override
            public FileSystemStats statvfs(Path mountPoint) throws IOException {
                return statvfs.of(mountPoint);
            }

            @Override
            public ClockState clockState() {
                return new ClockState(
                        0, 1_500, 65_536, 16_000, 20, 0x2001, 7, 10_000, 0, 3_000, 2, 0, 1, 2, 3, 4,
                        37);
            }

            @Override
            public List<byte[]> netlink(int protocol, byte[] request) {
                return List.of();
            }
        };
    }
}
