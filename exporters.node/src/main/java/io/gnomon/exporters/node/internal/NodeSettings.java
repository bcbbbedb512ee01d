package io.gnomon.exporters.node.internal;

import io.gnomon.exporters.node.internal.cpu.CpuCollectors;
import io.gnomon.exporters.node.internal.disk.DiskCollectors;
import io.gnomon.exporters.node.internal.hardware.HardwareCollectors;
import io.gnomon.exporters.node.internal.memory.MemoryCollectors;
import io.gnomon.exporters.node.internal.network.NetworkCollectors;
import io.gnomon.exporters.node.internal.services.ServiceCollectors;
import io.gnomon.exporters.node.internal.system.SystemCollectors;
import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.common.Flag;
import io.gnomon.spi.common.Form;
import io.gnomon.spi.common.Inline;
import io.gnomon.spi.common.Key;

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
        @Doc("Collectors to run besides the default ones, by name") @Flag(switchesOn = "collector.")
                List<String> enabledCollectors,
        @Doc("Collectors not to run, by name") @Flag(switchesOff = "collector.")
                List<String> disabledCollectors,
        @Doc("Run only the collectors that are named as enabled") @Key("collector.disable-defaults")
                boolean disableDefaults,
        @Inline CpuCollectors.Settings cpu,
        @Inline DiskCollectors.Settings disk,
        @Inline HardwareCollectors.Settings hardware,
        @Inline MemoryCollectors.Settings memory,
        @Inline NetworkCollectors.Settings network,
        @Inline ServiceCollectors.Settings services,
        @Inline SystemCollectors.Settings system) {}
