package io.gnomon.platform.core.launcher.promtool;

import picocli.CommandLine.Option;

import java.util.List;

/** Flags that promtool takes with each command. */
final class GlobalOptions {
    @Option(
            names = "--experimental",
            description = "Accepted; no command needs it here.",
            hidden = true)
    void experimental(boolean accepted) {}

    /** The language of the tools reads the property, as the server's reads the flag. */
    @Option(
            names = "--enable-feature",
            paramLabel = "NAME",
            description = "Features of PromQL to switch on, separated by commas.")
    void enable(List<String> features) {
        System.setProperty("enable-feature", String.join(",", features));
    }
}
