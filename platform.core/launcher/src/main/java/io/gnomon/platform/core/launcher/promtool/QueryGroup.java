package io.gnomon.platform.core.launcher.promtool;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

import java.util.List;
import java.util.Locale;

/** {@code query ...}, with the flags that all of them have. */
@Command(
        name = "query",
        description = "Asks a server.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class QueryGroup {
    /** How answers are printed. */
    enum Format {
        PROMQL,
        JSON
    }

    @Option(
            names = {"-o", "--format"},
            defaultValue = "promql",
            scope = ScopeType.INHERIT,
            paramLabel = "FORMAT",
            description = "promql (the default) or json.")
    private Format format = Format.PROMQL;

    @Mixin private HttpConfig http = new HttpConfig();

    HttpConfig http() {
        return http;
    }

    /** What most tools are told first. */
    List<String> arguments(String server) {
        return List.of(http.file(), format.name().toLowerCase(Locale.ROOT), server);
    }
}
