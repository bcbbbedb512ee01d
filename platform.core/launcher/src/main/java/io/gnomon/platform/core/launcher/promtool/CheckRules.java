package io.gnomon.platform.core.launcher.promtool;

import io.gnomon.platform.core.launcher.Tools;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.util.ArrayList;
import java.util.List;

/** {@code check rules [FILE ...]}. */
@Command(
        name = "rules",
        description = "Checks rule files, or rules on the standard input.",
        mixinStandardHelpOptions = true)
final class CheckRules extends ToolCommand {
    @Mixin private LintOptions lint = new LintOptions();

    @Parameters(
            arity = "0..*",
            paramLabel = "FILE",
            converter = ExistingFile.class,
            description = "Rule files.")
    private List<String> files = new ArrayList<>();

    CheckRules(Tools tools) {
        super(tools, "gnomon check rules");
    }

    @Override
    List<String> arguments() {
        lint.warn(List.of(LintOptions.DUPLICATE_RULES));
        List<String> arguments = new ArrayList<>(lint.ofRules());
        arguments.add("UTF8");
        arguments.addAll(files);
        return arguments;
    }
}
