package io.gnomon.platform.core.launcher.promtool;

import io.gnomon.platform.core.launcher.Tools;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

import java.util.ArrayList;
import java.util.List;

/** {@code query series --match=SELECTOR SERVER}. */
@Command(
        name = "series",
        description = "Lists the series that fit selectors.",
        mixinStandardHelpOptions = true)
final class QuerySeries extends ToolCommand {
    @ParentCommand private QueryGroup group = new QueryGroup();

    @Mixin private TimeRange range = new TimeRange();

    @Option(
            names = "--match",
            required = true,
            paramLabel = "SELECTOR",
            description = "Series selector; may be repeated.")
    private List<String> selectors = new ArrayList<>();

    @Parameters(paramLabel = "SERVER", description = "URL of the server.")
    private String server = "";

    QuerySeries(Tools tools) {
        super(tools, "gnomon query series");
    }

    @Override
    List<String> arguments() {
        List<String> arguments = new ArrayList<>(group.arguments(server));
        arguments.addAll(range.arguments());
        arguments.addAll(selectors);
        return arguments;
    }
}
