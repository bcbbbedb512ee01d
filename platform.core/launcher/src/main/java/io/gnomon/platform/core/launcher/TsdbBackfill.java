package io.gnomon.platform.core.launcher;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code gnomon tsdb create-blocks-from openmetrics FILE [DIR]}, as promtool has it. */
@Command(
        name = "openmetrics",
        description = "Puts the samples of an OpenMetrics file, each with a time, into blocks.",
        mixinStandardHelpOptions = true)
final class TsdbBackfill extends StoreTool {
    @Parameters(index = "0", paramLabel = "FILE", description = "OpenMetrics file.")
    private Path file = Path.of("");

    @Parameters(
            index = "1",
            arity = "0..1",
            defaultValue = "data/",
            paramLabel = "DIR",
            description =
                    "Data directory that gets the blocks; default data/. No server may run on it.")
    private Path data = Path.of("");

    @Option(
            names = {"-r", "--human-readable"},
            description = "Print times and sizes for people.")
    private boolean readable;

    @Option(
            names = {"-q", "--quiet"},
            description = "Do not print the blocks.")
    private boolean quiet;

    @Option(
            names = "--label",
            paramLabel = "NAME=VALUE",
            description = "Label that each series gets; may be repeated.")
    private List<String> labels = new ArrayList<>();

    @Option(
            names = "--max-block-duration",
            paramLabel = "DURATION",
            defaultValue = "2h",
            description = "Most time that a block may span; at least 2h, the default.")
    private String longest = "2h";

    TsdbBackfill(Path home) {
        super(home, "create-blocks-from openmetrics");
    }

    @Override
    public Integer call() throws IOException {
        List<String> arguments = new ArrayList<>(List.of(file.toString(), data.toString()));
        arguments.add("--max-block-duration=" + longest);
        labels.forEach(label -> arguments.add("--label=" + label));
        if (readable) {
            arguments.add("--human-readable");
        }
        if (quiet) {
            arguments.add("--quiet");
        }
        return run(data, arguments);
    }
}
