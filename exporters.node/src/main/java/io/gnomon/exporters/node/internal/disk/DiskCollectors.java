package io.gnomon.exporters.node.internal.disk;

import io.gnomon.exporters.node.internal.host.NameFilter;
import io.gnomon.exporters.node.internal.host.Offer;
import io.gnomon.exporters.node.internal.host.Platform;
import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.common.Flag;
import io.gnomon.spi.common.Key;
import io.gnomon.spi.common.Limit;

import java.time.Duration;
import java.util.List;

/** What can be reported of disks and file systems. */
public final class DiskCollectors {
    private static final String DEVICES = "^(z?ram|loop|fd|(h|s|v|xv)d[a-z]|nvme\\d+n\\d+p)\\d+$";
    private static final String MOUNT_POINTS =
            "^/(dev|proc|run/credentials/.+|sys|var/lib/docker/.+|var/lib/containers/storage/.+)($|/)";
    private static final String TYPES =
            "^(autofs|binfmt_misc|bpf|cgroup2?|configfs|debugfs|devpts|devtmpfs|fusectl|hugetlbfs|iso9660|mqueue|nsfs|overlay|proc|procfs|pstore|rpc_pipefs|securityfs|selinuxfs|squashfs|erofs|sysfs|tracefs)$";

    /** All of them. */
    public static final List<Offer<Settings>> OFFERS =
            List.of(
                    Offer.on(
                            "diskstats",
                            (host, s) ->
                                    new DiskstatsCollector(
                                            host.files(),
                                            NameFilter.of(
                                                    "collector.diskstats.device",
                                                    s.deviceInclude,
                                                    s.deviceExclude,
                                                    DEVICES))),
                    Offer.on(
                            "filesystem",
                            (host, s) ->
                                    new FilesystemCollector(
                                            host.files(),
                                            host.calls(),
                                            host.platform() == Platform.LINUX
                                                    ? MountList.ofLinux(host.files())
                                                    : MountList.ofJdk(),
                                            NameFilter.of(
                                                    "collector.filesystem.mount-points",
                                                    s.mountPointsInclude,
                                                    s.mountPointsExclude,
                                                    MOUNT_POINTS),
                                            NameFilter.of(
                                                    "collector.filesystem.fs-types",
                                                    s.typesInclude,
                                                    s.typesExclude,
                                                    TYPES),
                                            s.mountTimeout)),
                    Offer.on(
                            "bcache",
                            (host, s) -> new BcacheCollector(host.files(), s.priorityStats)),
                    Offer.on("bcachefs", (host, s) -> new BcachefsCollector(host.files())),
                    Offer.on("nfs", (host, s) -> new NfsCollector(host.files())),
                    Offer.on("nfsd", (host, s) -> new NfsdCollector(host.files())),
                    Offer.on("btrfs", (host, s) -> new BtrfsCollector(host.files())),
                    Offer.on("xfs", (host, s) -> new XfsCollector(host.files())),
                    Offer.on("zfs", (host, s) -> new ZfsCollector(host.files())),
                    Offer.on("dmmultipath", (host, s) -> new DmMultipathCollector(host.files())),
                    Offer.on("fibrechannel", (host, s) -> new FibrechannelCollector(host.files())),
                    Offer.on("mdadm", (host, s) -> new MdadmCollector(host.files())),
                    Offer.off("drbd", (host, s) -> new DrbdCollector(host.files())),
                    Offer.off("mountstats", (host, s) -> new MountstatsCollector(host.files())),
                    Offer.off(
                            "nvmesubsystem", (host, s) -> new NvmeSubsystemCollector(host.files())),
                    Offer.on("nvme", (host, s) -> new NvmeCollector(host.files())),
                    Offer.on(
                            "tapestats",
                            (host, s) ->
                                    new TapestatsCollector(
                                            host.files(), NameFilter.both("", s.tapesIgnored))));

    private DiskCollectors() {}

    /** Settings, named as node_exporter's flags. */
    public record Settings(
            @Doc("Block devices to report, as a regular expression; empty for all")
                    @Key("collector.diskstats.device-include")
                    @Default("")
                    String deviceInclude,
            @Doc("Block devices to leave out, as a regular expression")
                    @Key("collector.diskstats.device-exclude")
                    @Flag({
                        "collector.diskstats.device-exclude",
                        "collector.diskstats.ignored-devices"
                    })
                    @Default(DEVICES)
                    String deviceExclude,
            @Doc("Mount points to report, as a regular expression; empty for all")
                    @Key("collector.filesystem.mount-points-include")
                    @Default("")
                    String mountPointsInclude,
            @Doc("Mount points to leave out, as a regular expression")
                    @Key("collector.filesystem.mount-points-exclude")
                    @Flag({
                        "collector.filesystem.mount-points-exclude",
                        "collector.filesystem.ignored-mount-points"
                    })
                    @Default(MOUNT_POINTS)
                    String mountPointsExclude,
            @Doc("File system types to report, as a regular expression; empty for all")
                    @Key("collector.filesystem.fs-types-include")
                    @Default("")
                    String typesInclude,
            @Doc("File system types to leave out, as a regular expression")
                    @Key("collector.filesystem.fs-types-exclude")
                    @Flag({
                        "collector.filesystem.fs-types-exclude",
                        "collector.filesystem.ignored-fs-types"
                    })
                    @Default(TYPES)
                    String typesExclude,
            @Doc("How long a mount may take to answer before it counts as stuck")
                    @Key("collector.filesystem.mount-timeout")
                    @Default("5s")
                    @Limit(min = 0.1)
                    Duration mountTimeout,
            @Doc("Accepted, without effect: each mount is asked on a thread of its own")
                    @Key("collector.filesystem.stat-workers")
                    @Default("4")
                    @Limit(min = 1)
                    int statWorkers,
            @Doc("Tape drives to leave out, as a regular expression")
                    @Key("collector.tapestats.ignored-devices")
                    @Default("^$")
                    String tapesIgnored,
            @Doc("Report priority_stats of bcache, which is costly to read")
                    @Key("collector.bcache.priorityStats")
                    boolean priorityStats) {}
}
