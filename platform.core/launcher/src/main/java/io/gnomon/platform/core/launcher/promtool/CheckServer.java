package io.gnomon.platform.core.launcher.promtool;

import io.gnomon.platform.core.launcher.Tools;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.util.List;

/** {@code check healthy} and {@code check ready}. */
@Command(mixinStandardHelpOptions = true)
final class CheckServer extends ToolCommand {
    @Mixin private HttpConfig http = new HttpConfig();

    @Option(
            names = "--url",
            defaultValue = "http://localhost:9090",
            paramLabel = "URL",
            description = "The server; default http://localhost:9090.")
    private String url = "";

    /**
     * A check.
     *
     * @param state healthy or ready
     */
    CheckServer(Tools tools, String state) {
        super(tools, "gnomon check " + state);
    }

    @Override
    List<String> arguments() {
        return List.of(http.file(), url);
    }
}
