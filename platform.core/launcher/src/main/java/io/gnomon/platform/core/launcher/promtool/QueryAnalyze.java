package io.gnomon.platform.core.launcher.promtool;

import io.gnomon.platform.core.launcher.Tools;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

import java.util.ArrayList;
import java.util.List;

/** {@code query analyze --server=URL --type=histogram --match=SELECTOR}. */
@Command(
        name = "analyze",
        description = "Tells how many buckets of histograms are populated.",
        mixinStandardHelpOptions = true)
final class QueryAnalyze extends ToolCommand {
    @ParentCommand private QueryGroup group = new QueryGroup();

    @Option(names = "--server", required = true, paramLabel = "URL", description = "The server.")
    private String server = "";

    @Option(
            names = "--type",
            required = true,
            paramLabel = "TYPE",
            description = "Type of the metrics: histogram.")
    private String type = "";

    @Option(
            names = "--duration",
            defaultValue = "1h",
            paramLabel = "DURATION",
            description = "How much time is looked at; 1h.")
    private String duration = "1h";

    @Option(
            names = "--time",
            defaultValue = "",
            paramLabel = "TIME",
            description = "Its end: RFC 3339 or seconds since 1970; default now.")
    private String time = "";

    @Option(
            names = "--match",
            required = true,
            paramLabel = "SELECTOR",
            description = "Series selector; may be repeated.")
    private List<String> selectors = new ArrayList<>();

    QueryAnalyze(Tools tools) {
        super(tools, "gnomon query analyze");
    }

    @Override
    List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        arguments.addAll(List.of(group.http().file(), server, type, duration, time));
        arguments.addAll(selectors);
        return arguments;
    }
}
