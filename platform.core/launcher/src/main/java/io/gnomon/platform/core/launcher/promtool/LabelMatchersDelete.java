package io.gnomon.platform.core.launcher.promtool;

import io.gnomon.platform.core.launcher.Tools;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import java.util.List;

/** {@code promql label-matchers delete QUERY NAME}. */
@Command(
        name = "delete",
        description = "Takes the matchers of a label out of a query.",
        mixinStandardHelpOptions = true)
final class LabelMatchersDelete extends ToolCommand {
    @Parameters(index = "0", paramLabel = "QUERY", description = "PromQL.")
    private String query = "";

    @Parameters(index = "1", paramLabel = "NAME", description = "Label.")
    private String name = "";

    LabelMatchersDelete(Tools tools) {
        super(tools, "gnomon promql label-matchers delete");
    }

    @Override
    List<String> arguments() {
        return List.of(query, name);
    }
}
