package io.gnomon.platform.core.launcher.promtool;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** {@code check ...}, with the flags that promtool has for all of them. */
@Command(
        name = "check",
        description = "Checks files and servers.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class CheckGroup {
    @Option(
            names = "--query.lookback-delta",
            defaultValue = "5m",
            paramLabel = "DURATION",
            scope = ScopeType.INHERIT,
            description = "The server's lookback: longer scrape intervals are too long; 5m.")
    private String lookback = "5m";

    @Option(
            names = "--extended",
            negatable = true,
            scope = ScopeType.INHERIT,
            description = "With check metrics: print how many series each metric has.")
    private boolean extended;

    String lookback() {
        return lookback;
    }

    boolean extended() {
        return extended;
    }
}
