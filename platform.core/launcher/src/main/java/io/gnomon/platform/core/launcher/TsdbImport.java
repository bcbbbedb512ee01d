package io.gnomon.platform.core.launcher;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code gnomon tsdb import FOLDER}. */
@Command(
        name = "import",
        description =
                "Brings the samples of a Prometheus into a data directory: from its own data"
                        + " directory, a snapshot of it, or one block.",
        mixinStandardHelpOptions = true)
final class TsdbImport extends StoreTool {
    @Parameters(paramLabel = "FOLDER", description = "Folder with blocks of Prometheus.")
    private Path source = Path.of("");

    @Option(
            names = "--storage.tsdb.path",
            defaultValue = "data/",
            paramLabel = "DIR",
            description = "Data directory that gets them; default data/. No server may run on it.")
    private Path data = Path.of("");

    @Option(
            names = {"-r", "--human-readable"},
            description = "Print times and sizes for people.")
    private boolean readable;

    TsdbImport(Path home) {
        super(home, "import");
    }

    @Override
    public Integer call() throws IOException {
        List<String> arguments = new ArrayList<>(List.of(source.toString(), data.toString()));
        if (readable) {
            arguments.add("--human-readable");
        }
        return run(data, arguments);
    }
}
