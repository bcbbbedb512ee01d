package io.gnomon.exporters.node.internal;

import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.common.Form;
import io.gnomon.spi.common.Key;
import io.gnomon.spi.common.Limit;

import java.time.Duration;
import java.util.List;

@Doc("Metrics of this host")
record NodeSettings(
        @Doc("Where procfs is mounted") @Key("path.procfs") @Default("/proc") @Form(group = "Paths")
                String procfs,
        @Doc("Where sysfs is mounted") @Key("path.sysfs") @Default("/sys") @Form(group = "Paths")
                String sysfs,
        @Doc("Where the root file system is mounted")
                @Key("path.rootfs")
                @Default("/")
                @Form(group = "Paths")
                String rootfs,
        @Doc("Where udev keeps its data")
                @Key("path.udev.data")
                @Default("/run/udev/data")
                @Form(group = "Paths")
                String udevData,
        @Doc("Collectors not to run, by name") List<String> disabledCollectors,
        @Doc("Block devices to leave out, as a regular expression")
                @Key("collector.diskstats.device-exclude")
                @Default("^(z?ram|loop|fd|(h|s|v|xv)d[a-z]|nvme\\d+n\\d+p)\\d+$")
                String diskDeviceExclude,
        @Doc("Mount points to leave out, as a regular expression")
                @Key("collector.filesystem.mount-points-exclude")
                @Default(
                        "^/(dev|proc|run/credentials/.+|sys|var/lib/docker/.+|var/lib/containers/storage/.+)($|/)")
                String mountPointsExclude,
        @Doc("File system types to leave out, as a regular expression")
                @Key("collector.filesystem.fs-types-exclude")
                @Default(
                        "^(autofs|binfmt_misc|bpf|cgroup2?|configfs|debugfs|devpts|devtmpfs|fusectl|hugetlbfs|iso9660|mqueue|nsfs|overlay|proc|procfs|pstore|rpc_pipefs|securityfs|selinuxfs|squashfs|erofs|sysfs|tracefs)$")
                String fsTypesExclude,
        @Doc("How long a mount may take to answer before it counts as stuck")
                @Key("collector.filesystem.mount-timeout")
                @Default("5s")
                @Limit(min = 0.1)
                Duration mountTimeout,
        @Doc("Fields of /proc/vmstat to report, as a regular expression")
                @Key("collector.vmstat.fields")
                @Default("^(oom_kill|pgpg|pswp|pg.*fault).*")
                String vmstatFields) {}
