package io.gnomon.platform.core.launcher.promtool;

import io.gnomon.platform.core.launcher.Tools;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.List;

/** {@code check service-discovery FILE JOB}. */
@Command(
        name = "service-discovery",
        description = "Finds the targets of a job and prints what relabelling makes of them.",
        mixinStandardHelpOptions = true)
final class CheckServiceDiscovery extends ToolCommand {
    @Parameters(
            index = "0",
            paramLabel = "FILE",
            converter = ExistingFile.class,
            description = "Configuration file.")
    private String file = "";

    @Parameters(index = "1", paramLabel = "JOB", description = "Name of the scrape config.")
    private String job = "";

    @Option(
            names = "--timeout",
            defaultValue = "30s",
            paramLabel = "DURATION",
            description = "How long to wait for each discovery; 30s.")
    private String timeout = "30s";

    @Option(
            names = "--gnomon.config-file",
            defaultValue = "",
            paramLabel = "FILE",
            converter = ExistingFile.class,
            description = "gnomon.yml, for whether environment variables count in all values.")
    private String gnomonFile = "";

    CheckServiceDiscovery(Tools tools) {
        super(tools, "gnomon check service-discovery");
    }

    @Override
    List<String> arguments() {
        return List.of(tools.plugins().toString(), timeout, gnomonFile, file, job);
    }
}
