package io.gnomon.platform.core.config;

import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.common.FilePath;

/** {@code rules} in gnomon.yml. */
@Doc("Rules, besides the rule files of prometheus.yml")
public record GnomonRules(
        @Doc("Folder of rule files that the server may write; empty for rules.d in the data folder")
                @FilePath
                @Default("")
                String folder) {
    public static final GnomonRules DEFAULTS = new GnomonRules("");
}
