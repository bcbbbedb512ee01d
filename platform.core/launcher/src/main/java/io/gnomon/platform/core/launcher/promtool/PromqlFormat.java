package io.gnomon.platform.core.launcher.promtool;

import io.gnomon.platform.core.launcher.Tools;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import java.util.List;

/** {@code promql format QUERY}. */
@Command(
        name = "format",
        description = "Prints a query in its normal form.",
        mixinStandardHelpOptions = true)
final class PromqlFormat extends ToolCommand {
    @Parameters(paramLabel = "QUERY", description = "PromQL.")
    private String query = "";

    PromqlFormat(Tools tools) {
        super(tools, "gnomon promql format");
    }

    @Override
    List<String> arguments() {
        return List.of(query);
    }
}
