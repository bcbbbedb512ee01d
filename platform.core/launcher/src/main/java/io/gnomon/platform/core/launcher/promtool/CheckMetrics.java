package io.gnomon.platform.core.launcher.promtool;

import io.gnomon.platform.core.launcher.Tools;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

import java.util.List;

/** {@code check metrics}. */
@Command(
        name = "metrics",
        description = "Checks a text exposition on the standard input and the names in it.",
        mixinStandardHelpOptions = true)
final class CheckMetrics extends ToolCommand {
    @ParentCommand private CheckGroup group = new CheckGroup();

    /** What of the names is looked at. */
    enum Lint {
        ALL,
        NONE
    }

    @Option(
            names = "--lint",
            defaultValue = "all",
            paramLabel = "CHECKS",
            description = "all (the default): look at the names; none: do not.")
    private Lint lint = Lint.ALL;

    @Option(
            names = "--openmetrics",
            description =
                    "The text is OpenMetrics; look whether it is all that OpenMetrics 1.0 asks.")
    private boolean openMetrics;

    CheckMetrics(Tools tools) {
        super(tools, "gnomon check metrics");
    }

    @Override
    List<String> arguments() {
        return List.of(
                Boolean.toString(lint == Lint.ALL),
                Boolean.toString(group.extended()),
                Boolean.toString(openMetrics));
    }
}
