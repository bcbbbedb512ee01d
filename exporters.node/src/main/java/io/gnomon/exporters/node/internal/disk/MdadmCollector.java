package io.gnomon.exporters.node.internal.disk;

import io.gnomon.exporters.node.internal.host.Collector;
import io.gnomon.exporters.node.internal.host.HostFiles;
import io.gnomon.exporters.node.internal.host.Metrics;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Software RAID, of /proc/mdstat and /sys/block/md*. */
record MdadmCollector(HostFiles files) implements Collector {
    private static final Pattern BLOCKS = Pattern.compile("(\\d+) blocks");
    private static final Pattern DISKS = Pattern.compile("\\[(\\d+)/(\\d+)\\]");
    private static final Pattern PROGRESS = Pattern.compile("\\((\\d+)/\\d+\\)");
    private static final List<String> STATES =
            List.of("active", "inactive", "recovering", "resync", "check");

    /** A device as /proc/mdstat tells it. */
    private record Array(
            String state,
            double blocks,
            double synced,
            double required,
            double active,
            int failed,
            int spare) {}

    @Override
    public void collect(Metrics out) throws IOException {
        List<String> lines = files.lines(files.proc("mdstat"));
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (!line.startsWith("md")) {
                continue;
            }
            int end = i + 1;
            while (end < lines.size() && lines.get(end).startsWith(" ")) {
                end++;
            }
            String device = HostFiles.words(line)[0];
            report(out, device, parse(line, String.join("\n", lines.subList(i + 1, end))));
        }
        for (Path folder : files.list(files.sys("block"), "md*")) {
            Path md = folder.resolve("md");
            String device = HostFiles.name(folder);
            files.number(md.resolve("raid_disks"))
                    .ifPresent(disks -> {
                        out.gauge(
                                "node_md_raid_disks",
                                "Disks that the array was made of.",
                                (double) disks,
                                "device",
                                device);
                        out.gauge(
                                "node_md_degraded",
                                "Disks that the array lacks.",
                                (double) files.number(md.resolve("degraded")).orElse(0L),
                                "device",
                                device);
                    });
        }
    }

    private static Array parse(String line, String rest) {
        String[] words = HostFiles.words(line);
        boolean inactive = words[2].equals("inactive");
        int failed = count(line, "(F)");
        int spare = count(line, "(S)");
        Matcher size = BLOCKS.matcher(rest);
        double blocks = size.find() ? Double.parseDouble(size.group(1)) : 0;
        Matcher disks = DISKS.matcher(rest);
        double required = 0;
        double active = 0;
        if (!inactive && disks.find()) {
            required = Double.parseDouble(disks.group(1));
            active = Double.parseDouble(disks.group(2));
        } else if (!inactive) {
            // Without redundancy there is no [n/m]: all members have to be there.
            required = count(line, "[");
            active = required;
        }
        String state = inactive ? "inactive" : "active";
        double synced = blocks;
        for (String[] work :
                new String[][] {
                    {"recovery", "recovering"}, {"resync", "resync"}, {"check", "check"}
                }) {
            if (rest.contains(work[0])) {
                state = work[1];
                Matcher progress = PROGRESS.matcher(rest);
                synced = progress.find() ? Double.parseDouble(progress.group(1)) : 0;
            }
        }
        return new Array(state, blocks, synced, required, active, failed, spare);
    }

    private static int count(String text, String part) {
        int count = 0;
        for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) {
            count++;
        }
        return count;
    }

    private static void report(Metrics out, String device, Array array) {
        for (String state : STATES) {
            out.gauge(
                    "node_md_state",
                    "1 for the state of the array, 0 for the others.",
                    state.equals(array.state) ? 1 : 0,
                    "device",
                    device,
                    "state",
                    state);
        }
        String disks = "node_md_disks";
        String help = "Disks of the array by state.";
        out.gauge(disks, help, array.active, "device", device, "state", "active");
        out.gauge(disks, help, array.failed, "device", device, "state", "failed");
        out.gauge(disks, help, array.spare, "device", device, "state", "spare");
        out.gauge(
                "node_md_disks_required",
                "Disks that the array needs.",
                array.required,
                "device",
                device);
        out.gauge("node_md_blocks", "Blocks of the array.", array.blocks, "device", device);
        out.gauge(
                "node_md_blocks_synced",
                "Blocks that are in step.",
                array.synced,
                "device",
                device);
    }
}
