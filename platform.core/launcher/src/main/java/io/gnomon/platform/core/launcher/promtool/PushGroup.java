package io.gnomon.platform.core.launcher.promtool;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code push ...}. */
@Command(
        name = "push",
        description = "Sends to a server.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class PushGroup {
    @Mixin private HttpConfig http = new HttpConfig();

    HttpConfig http() {
        return http;
    }
}
