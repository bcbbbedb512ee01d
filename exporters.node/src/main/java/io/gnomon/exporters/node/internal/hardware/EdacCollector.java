package io.gnomon.exporters.node.internal.hardware;

import io.gnomon.exporters.node.internal.host.Collector;
import io.gnomon.exporters.node.internal.host.HostFiles;
import io.gnomon.exporters.node.internal.host.Metrics;

import java.io.IOException;
import java.nio.file.Path;

/** Memory errors that were corrected or not, of /sys/devices/system/edac/mc. */
record EdacCollector(HostFiles files) implements Collector {
    private static final String[][] KINDS = {{"ce", "correctable"}, {"ue", "uncorrectable"}};

    @Override
    public void collect(Metrics out) throws IOException {
        for (Path controller : files.list(files.sys("devices/system/edac/mc"), "mc[0-9]*")) {
            String number = HostFiles.name(controller).substring("mc".length());
            for (String[] kind : KINDS) {
                controller(out, controller, number, kind[0], kind[1]);
            }
        }
    }

    private void controller(Metrics out, Path folder, String controller, String file, String kind)
            throws IOException {
        report(
                out,
                folder.resolve(file + "_count"),
                "node_edac_" + kind + "_errors_total",
                kind,
                "controller",
                controller);
        String csrows = "node_edac_csrow_" + kind + "_errors_total";
        report(
                out,
                folder.resolve(file + "_noinfo_count"),
                csrows,
                kind,
                "controller",
                controller,
                "csrow",
                "unknown");
        for (Path csrow : files.list(folder, "csrow[0-9]*")) {
            String row = HostFiles.name(csrow).substring("csrow".length());
            report(
                    out,
                    csrow.resolve(file + "_count"),
                    csrows,
                    kind,
                    "controller",
                    controller,
                    "csrow",
                    row);
            for (Path count : files.list(csrow, "ch*_" + file + "_count")) {
                String name = HostFiles.name(count);
                String channel = name.substring("ch".length(), name.indexOf('_'));
                report(
                        out,
                        count,
                        "node_edac_channel_" + kind + "_errors_total",
                        kind,
                        "controller",
                        controller,
                        "csrow",
                        row,
                        "channel",
                        channel,
                        "dimm_label",
                        dimm(csrow, channel));
            }
        }
    }

    /** The kernel writes mc#0csrow#0channel#0, the peer's users know mc0_csrow0_channel0. */
    private String dimm(Path csrow, String channel) {
        return files.text(csrow, "ch" + channel + "_dimm_label")
                .replace("#", "")
                .replace("csrow", "_csrow")
                .replace("channel", "_channel");
    }

    private void report(Metrics out, Path file, String family, String kind, String... labels) {
        files.number(file)
                .ifPresent(count ->
                        out.counter(
                                family,
                                "Memory errors that were " + kind + ".",
                                (double) count,
                                labels));
    }
}
