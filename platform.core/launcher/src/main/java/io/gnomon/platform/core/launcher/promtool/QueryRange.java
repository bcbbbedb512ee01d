package io.gnomon.platform.core.launcher.promtool;

import io.gnomon.platform.core.launcher.Tools;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code query range SERVER EXPR}. */
@Command(
        name = "range",
        description =
                "Evaluates an expression over a range of time; the last five minutes if none.",
        mixinStandardHelpOptions = true)
final class QueryRange extends ToolCommand {
    @ParentCommand private QueryGroup group = new QueryGroup();

    @Mixin private TimeRange range = new TimeRange();

    @Parameters(index = "0", paramLabel = "SERVER", description = "URL of the server.")
    private String server = "";

    @Parameters(index = "1", paramLabel = "EXPR", description = "PromQL.")
    private String expr = "";

    @Option(
            names = "--step",
            defaultValue = "",
            paramLabel = "DURATION",
            description = "Time between points; default what gives 250 of them.")
    private String step = "";

    @Option(
            names = "--header",
            paramLabel = "NAME=VALUE",
            description = "Header to send; may be repeated.")
    private Map<String, String> headers = new LinkedHashMap<>();

    QueryRange(Tools tools) {
        super(tools, "gnomon query range");
    }

    @Override
    List<String> arguments() {
        List<String> arguments = new ArrayList<>(group.arguments(server));
        arguments.add(expr);
        arguments.addAll(range.arguments());
        arguments.add(step);
        headers.forEach((name, value) -> arguments.add(name + "=" + value));
        return arguments;
    }
}
