package io.gnomon.exporters.node.internal.system;

import io.gnomon.exporters.node.internal.host.Collector;
import io.gnomon.exporters.node.internal.host.HostFiles;
import io.gnomon.exporters.node.internal.host.Metrics;
import io.gnomon.model.sample.MetricType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Name and version of the operating system from os-release(5). */
record OsCollector(HostFiles files) implements Collector {
    private static final Pattern MAJOR_MINOR = Pattern.compile("^\\d+(\\.\\d+)?");
    private static final String[] INFO_LABELS = {
        "build_id",
        "id",
        "id_like",
        "image_id",
        "image_version",
        "name",
        "pretty_name",
        "variant",
        "variant_id",
        "version",
        "version_codename",
        "version_id"
    };

    @Override
    public void collect(Metrics sink) throws IOException {
        Map<String, String> release = release();
        String[] labels = new String[2 * INFO_LABELS.length];
        for (int i = 0; i < INFO_LABELS.length; i++) {
            labels[2 * i] = INFO_LABELS[i];
            labels[2 * i + 1] = release.getOrDefault(INFO_LABELS[i], "");
        }
        sink.family(
                "node_os_info",
                MetricType.GAUGE,
                "A metric with a constant '1' value labeled by "
                        + String.join(", ", INFO_LABELS)
                        + ".");
        sink.sample(1, labels);
        Matcher version = MAJOR_MINOR.matcher(release.getOrDefault("version_id", ""));
        if (version.find()) {
            sink.family(
                    "node_os_version",
                    MetricType.GAUGE,
                    "Metric containing the major.minor part of the OS version.");
            sink.sample(
                    Double.parseDouble(version.group()),
                    "id",
                    release.getOrDefault("id", ""),
                    "id_like",
                    release.getOrDefault("id_like", ""),
                    "name",
                    release.getOrDefault("name", ""));
        }
        supportEnd(release.getOrDefault("support_end", ""), sink);
    }

    private static void supportEnd(String date, Metrics sink) throws IOException {
        if (date.isEmpty()) {
            return;
        }
        try {
            long end = LocalDate.parse(date).atStartOfDay(ZoneOffset.UTC).toEpochSecond();
            sink.family(
                    "node_os_support_end_timestamp_seconds",
                    MetricType.GAUGE,
                    "Metric containing the end-of-life date timestamp of the OS.");
            sink.sample((double) end);
        } catch (DateTimeParseException e) {
            throw new IOException("SUPPORT_END is not a date: " + date, e);
        }
    }

    private Map<String, String> release() throws IOException {
        Path etc = files.rootfs().resolve("etc/os-release");
        Path file = Files.exists(etc) ? etc : files.rootfs().resolve("usr/lib/os-release");
        Map<String, String> release = new HashMap<>();
        for (String line : files.lines(file)) {
            int equals = line.indexOf('=');
            if (equals > 0 && !line.startsWith("#")) {
                release.put(
                        line.substring(0, equals).toLowerCase(java.util.Locale.ROOT),
                        unquote(line.substring(equals + 1).strip()));
            }
        }
        return release;
    }

    private static String unquote(String text) {
        boolean quoted =
                text.length() >= 2
                        && (text.startsWith("\"") || text.startsWith("'"))
                        && text.charAt(0) == text.charAt(text.length() - 1);
        return quoted ? text.substring(1, text.length() - 1).replaceAll("\\\\(.)", "$1") : text;
    }
}
