package io.gnomon.platform.core.launcher.promtool;

import io.gnomon.platform.core.launcher.Tools;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

import java.util.ArrayList;
import java.util.List;

/** {@code query instant SERVER EXPR}. */
@Command(
        name = "instant",
        description = "Evaluates an expression at one time.",
        mixinStandardHelpOptions = true)
final class QueryInstant extends ToolCommand {
    @ParentCommand private QueryGroup group = new QueryGroup();

    @Parameters(index = "0", paramLabel = "SERVER", description = "URL of the server.")
    private String server = "";

    @Parameters(index = "1", paramLabel = "EXPR", description = "PromQL.")
    private String expr = "";

    @Option(
            names = "--time",
            defaultValue = "",
            paramLabel = "TIME",
            description = "RFC 3339 or seconds since 1970; default now.")
    private String time = "";

    QueryInstant(Tools tools) {
        super(tools, "gnomon query instant");
    }

    @Override
    List<String> arguments() {
        List<String> arguments = new ArrayList<>(group.arguments(server));
        arguments.addAll(List.of(expr, time));
        return arguments;
    }
}
