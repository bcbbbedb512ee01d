package io.gnomon.platform.core.launcher;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code gnomon tsdb export FOLDER}. */
@Command(
        name = "export",
        description =
                "Writes the samples of a data directory, on which no server runs, as blocks that"
                        + " Prometheus, Thanos and VictoriaMetrics' vmctl read.",
        mixinStandardHelpOptions = true)
final class TsdbExport extends StoreTool {
    @Parameters(paramLabel = "FOLDER", description = "Folder that gets the blocks.")
    private Path target = Path.of("");

    @Option(
            names = "--storage.tsdb.path",
            defaultValue = "data/",
            paramLabel = "DIR",
            description = "Data directory; default data/.")
    private Path data = Path.of("");

    @Option(
            names = "--block-duration",
            defaultValue = "1d",
            paramLabel = "DURATION",
            description = "Time that a block spans, from multiples of it; default 1d.")
    private String duration = "1d";

    @Option(
            names = "--label",
            paramLabel = "NAME=VALUE",
            description =
                    "External label; may be repeated. With one the blocks get Thanos' section in"
                            + " meta.json.")
    private List<String> labels = new ArrayList<>();

    @Option(
            names = {"-r", "--human-readable"},
            description = "Print times and sizes for people.")
    private boolean readable;

    @Mixin private TsdbRange range = new TsdbRange();

    TsdbExport(Path home) {
        super(home, "export");
    }

    @Override
    public Integer call() throws IOException {
        List<String> arguments = new ArrayList<>(List.of(data.toString(), target.toString()));
        arguments.add("--block-duration=" + duration);
        labels.forEach(label -> arguments.add("--label=" + label));
        arguments.addAll(range.arguments());
        if (readable) {
            arguments.add("--human-readable");
        }
        return read(data, arguments);
    }
}
