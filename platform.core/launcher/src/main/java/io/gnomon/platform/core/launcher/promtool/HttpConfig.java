package io.gnomon.platform.core.launcher.promtool;

import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** How a server is reached. */
final class HttpConfig {
    @Option(
            names = "--http.config.file",
            defaultValue = "",
            converter = ExistingFile.class,
            scope = ScopeType.INHERIT,
            paramLabel = "FILE",
            description = "How to connect: credentials, TLS, proxy.")
    private String file = "";

    /** A file of the field's {@code http_config}, empty for none. */
    String file() {
        return file;
    }
}
