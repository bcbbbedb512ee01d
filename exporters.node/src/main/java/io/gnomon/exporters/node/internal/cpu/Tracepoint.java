package io.gnomon.exporters.node.internal.cpu;

import io.gnomon.exporters.node.internal.host.HostFiles;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A place in the kernel's code that can be counted, such as sched:sched_process_fork. */
record Tracepoint(String subsystem, String event) {
    /** PERF_TYPE_TRACEPOINT. */
    static final int TYPE = 2;

    private static final Pattern TEXT = Pattern.compile("([A-Za-z0-9_]+):([A-Za-z0-9_]+)");

    /** Where tracefs is mounted, below /sys; the second on older hosts. */
    private static final List<String> MOUNTS = List.of("kernel/tracing", "kernel/debug/tracing");

    /**
     * Parses SUBSYSTEM:EVENT.
     *
     * @throws IllegalArgumentException when it is no such text
     */
    static Tracepoint parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "collector.perf.tracepoint: \"" + text + "\" is not SUBSYSTEM:EVENT");
        }
        return new Tracepoint(matcher.group(1), matcher.group(2));
    }

    /** The kernel's number of it. */
    long id(HostFiles files) throws IOException {
        for (String mount : MOUNTS) {
            Path id = files.sys(mount).resolve("events").resolve(subsystem).resolve(event);
            Optional<Long> number = files.number(id.resolve("id"));
            if (number.isPresent()) {
                return number.get();
            }
        }
        throw new IOException(
                "the kernel has no tracepoint "
                        + subsystem
                        + ":"
                        + event
                        + ", or it may not be read");
    }

    String metric() {
        return subsystem + "_" + event;
    }

    String help() {
        return "Passes of the tracepoint " + subsystem + ":" + event + ".";
    }
}
