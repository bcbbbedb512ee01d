package io.gnomon.platform.core.launcher.promtool;

import io.gnomon.platform.core.launcher.Tools;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import java.util.ArrayList;
import java.util.List;

/** {@code check web-config FILE ...}. */
@Command(
        name = "web-config",
        description = "Checks files of --web.config.file.",
        mixinStandardHelpOptions = true)
final class CheckWebConfig extends ToolCommand {
    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            converter = ExistingFile.class,
            description = "Files to check.")
    private List<String> files = new ArrayList<>();

    CheckWebConfig(Tools tools) {
        super(tools, "gnomon check web-config");
    }

    @Override
    List<String> arguments() {
        return files;
    }
}
