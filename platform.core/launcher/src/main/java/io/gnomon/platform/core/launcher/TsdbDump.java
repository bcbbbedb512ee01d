package io.gnomon.platform.core.launcher;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code gnomon tsdb dump [DIR]} and {@code dump-openmetrics [DIR]}, as promtool has them. */
@Command(
        description = "Prints the samples of a data directory on which no server runs.",
        mixinStandardHelpOptions = true)
final class TsdbDump extends StoreTool {
    @Parameters(
            arity = "0..1",
            defaultValue = "data/",
            paramLabel = "DIR",
            description = "Data directory; default data/.")
    private Path data = Path.of("");

    @Mixin private TsdbRange range = new TsdbRange();

    TsdbDump(Path home, String name) {
        super(home, name);
    }

    @Override
    public Integer call() throws IOException {
        List<String> arguments = new ArrayList<>(List.of(data.toString()));
        arguments.addAll(range.arguments());
        return read(data, arguments);
    }
}
