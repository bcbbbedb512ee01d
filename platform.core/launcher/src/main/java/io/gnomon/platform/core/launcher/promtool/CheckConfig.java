package io.gnomon.platform.core.launcher.promtool;

import io.gnomon.platform.core.launcher.Tools;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

import java.util.ArrayList;
import java.util.List;

/** {@code check config FILE ...}. */
@Command(
        name = "config",
        description = "Checks configuration files with the rule and target files that they name.",
        mixinStandardHelpOptions = true)
final class CheckConfig extends ToolCommand {
    @ParentCommand private CheckGroup group = new CheckGroup();

    @Mixin private LintOptions lint = new LintOptions();

    @Option(
            names = "--syntax-only",
            negatable = true,
            description = "Do not look at the files that the configuration names.")
    private boolean syntaxOnly;

    @Option(names = "--agent", negatable = true, description = "Refuse what an agent cannot do.")
    private boolean agent;

    @Option(
            names = "--gnomon.config-file",
            defaultValue = "",
            paramLabel = "FILE",
            converter = ExistingFile.class,
            description = "gnomon.yml, for whether environment variables count in all values.")
    private String gnomonFile = "";

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            converter = ExistingFile.class,
            description = "Configuration files.")
    private List<String> files = new ArrayList<>();

    CheckConfig(Tools tools) {
        super(tools, "gnomon check config");
    }

    @Override
    List<String> arguments() {
        lint.warn(List.of(LintOptions.DUPLICATE_RULES, LintOptions.LONG_INTERVALS));
        List<String> arguments = new ArrayList<>();
        arguments.add(tools.plugins().toString());
        arguments.add(Boolean.toString(syntaxOnly));
        arguments.add(Boolean.toString(agent));
        arguments.add(lint.looksFor(LintOptions.LONG_INTERVALS) ? group.lookback() : "");
        arguments.addAll(lint.ofRules());
        arguments.add(gnomonFile);
        arguments.addAll(files);
        return arguments;
    }
}
