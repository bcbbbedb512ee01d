package io.gnomon.platform.core.launcher.promtool;

import picocli.CommandLine.Option;

import java.util.List;

/** The range of time that is asked about. */
final class TimeRange {
    @Option(
            names = "--start",
            defaultValue = "",
            paramLabel = "TIME",
            description = "First time: RFC 3339 or seconds since 1970.")
    private String start = "";

    @Option(
            names = "--end",
            defaultValue = "",
            paramLabel = "TIME",
            description = "Last time: RFC 3339 or seconds since 1970.")
    private String end = "";

    /** Both, empty where they are not given. */
    List<String> arguments() {
        return List.of(start, end);
    }
}
