package io.gnomon.exporters.node.internal.system;

import io.gnomon.exporters.node.internal.host.Collector;
import io.gnomon.exporters.node.internal.host.HostFiles;
import io.gnomon.exporters.node.internal.host.Metrics;
import io.gnomon.model.sample.MetricType;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;

/** The clock, its zone and the kernel's clock sources. */
record TimeCollector(HostFiles files, InstantSource clock) implements Collector {
    private static final String DEVICE_PREFIX = "clocksource";

    @Override
    public void collect(Metrics sink) throws IOException {
        Instant now = clock.instant();
        ZoneId zone = ZoneId.systemDefault();
        sink.family(
                "node_time_seconds",
                MetricType.GAUGE,
                "System time in seconds since epoch (1970).");
        sink.sample(now.getEpochSecond() + now.getNano() / 1e9);
        sink.family(
                "node_time_zone_offset_seconds",
                MetricType.GAUGE,
                "System time zone offset in seconds.");
        sink.sample(
                zone.getRules().getOffset(now).getTotalSeconds(),
                "time_zone",
                shortName(zone, now));
        List<Path> devices =
                files.list(files.sys("devices/system/clocksource"), DEVICE_PREFIX + "[0-9]*");
        sink.family(
                "node_time_clocksource_available_info",
                MetricType.GAUGE,
                "Available clocksources read from '/sys/devices/system/clocksource'.");
        for (Path device : devices) {
            for (String source :
                    HostFiles.words(files.read(device.resolve("available_clocksource")))) {
                sink.sample(1, "device", number(device), "clocksource", source);
            }
        }
        sink.family(
                "node_time_clocksource_current_info",
                MetricType.GAUGE,
                "Current clocksource read from '/sys/devices/system/clocksource'.");
        for (Path device : devices) {
            String source = files.read(device.resolve("current_clocksource")).strip();
            sink.sample(1, "device", number(device), "clocksource", source);
        }
    }

    private static String number(Path device) {
        return device.getFileName().toString().substring(DEVICE_PREFIX.length());
    }

    /** "CET" in winter, "CEST" in summer, as Go's Time.Zone says it; "UTC" for Z. */
    private static String shortName(ZoneId zone, Instant now) {
        if (zone.getId().equals("Z") || zone.getId().equals("Etc/UTC")) {
            return "UTC";
        }
        boolean summer = zone.getRules().isDaylightSavings(now);
        return zone.getRules().isFixedOffset()
                ? zone.getDisplayName(TextStyle.SHORT, Locale.ROOT)
                : TimeZone.getTimeZone(zone).getDisplayName(summer, TimeZone.SHORT, Locale.US);
    }
}
