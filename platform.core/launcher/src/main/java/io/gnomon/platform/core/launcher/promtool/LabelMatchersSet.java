package io.gnomon.platform.core.launcher.promtool;

import io.gnomon.platform.core.launcher.Tools;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.List;

/** {@code promql label-matchers set QUERY NAME VALUE}. */
@Command(
        name = "set",
        description = "Gives each selector of a query a matcher.",
        mixinStandardHelpOptions = true)
final class LabelMatchersSet extends ToolCommand {
    @Parameters(index = "0", paramLabel = "QUERY", description = "PromQL.")
    private String query = "";

    @Parameters(index = "1", paramLabel = "NAME", description = "Label to match.")
    private String name = "";

    @Parameters(index = "2", paramLabel = "VALUE", description = "Value to match.")
    private String value = "";

    @Option(
            names = {"-t", "--type"},
            defaultValue = "=",
            paramLabel = "TYPE",
            description = "How to match: =, !=, =~ or !~; default =.")
    private String type = "=";

    LabelMatchersSet(Tools tools) {
        super(tools, "gnomon promql label-matchers set");
    }

    @Override
    List<String> arguments() {
        return List.of(query, name, value, type);
    }
}
