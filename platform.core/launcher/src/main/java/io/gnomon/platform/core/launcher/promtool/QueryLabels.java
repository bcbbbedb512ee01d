package io.gnomon.platform.core.launcher.promtool;

import io.gnomon.platform.core.launcher.Tools;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

import java.util.ArrayList;
import java.util.List;

/** {@code query labels SERVER NAME}. */
@Command(
        name = "labels",
        description = "Lists the values of a label.",
        mixinStandardHelpOptions = true)
final class QueryLabels extends ToolCommand {
    @ParentCommand private QueryGroup group = new QueryGroup();

    @Mixin private TimeRange range = new TimeRange();

    @Option(
            names = "--match",
            paramLabel = "SELECTOR",
            description = "Series selector; may be repeated.")
    private List<String> selectors = new ArrayList<>();

    @Parameters(index = "0", paramLabel = "SERVER", description = "URL of the server.")
    private String server = "";

    @Parameters(index = "1", paramLabel = "NAME", description = "The label.")
    private String label = "";

    QueryLabels(Tools tools) {
        super(tools, "gnomon query labels");
    }

    @Override
    List<String> arguments() {
        List<String> arguments = new ArrayList<>(group.arguments(server));
        arguments.add(label);
        arguments.addAll(range.arguments());
        arguments.addAll(selectors);
        return arguments;
    }
}
