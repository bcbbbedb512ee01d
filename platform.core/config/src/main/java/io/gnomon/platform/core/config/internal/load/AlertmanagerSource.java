package io.gnomon.platform.core.config.internal.load;

import io.gnomon.platform.core.config.alerting.AlertmanagerFile;
import io.gnomon.platform.core.config.alerting.MatcherSyntax;
import io.gnomon.spi.settings.SettingsException;

import org.jspecify.annotations.Nullable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Where the Alertmanager configuration is.
 *
 * @param given {@code --gnomon.alertmanager.config-file}, empty when it was not given
 * @param usual read where none is given, if it is there; null for none
 */
record AlertmanagerSource(String given, @Nullable Path usual, MatcherSyntax syntax) {
    static final AlertmanagerSource NONE = new AlertmanagerSource("", null, MatcherSyntax.FALLBACK);

    /** The file that counts now, empty for none. */
    String file() {
        return given.isEmpty() && usual != null && Files.exists(usual) ? usual.toString() : given;
    }

    /**
     * Reads it.
     *
     * @param fragments below it
     */
    AlertmanagerFile read(List<String> fragments) throws SettingsException {
        String file = file();
        if (file.isEmpty() && fragments.isEmpty()) {
            return AlertmanagerFile.NONE;
        }
        return file.isEmpty()
                ? AlertmanagerFile.withoutFile(syntax, fragments)
                : AlertmanagerFile.read(file, syntax, fragments);
    }
}
