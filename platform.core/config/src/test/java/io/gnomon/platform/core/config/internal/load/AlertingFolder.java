package io.gnomon.platform.core.config.internal.load;

import io.gnomon.platform.core.config.alerting.MatcherSyntax;
import io.gnomon.platform.testkit.promql.PlainLanguage;
import io.gnomon.spi.settings.SettingsException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** A folder of configuration that has an alertmanager.yml and nothing to scrape. */
final class AlertingFolder {
    private AlertingFolder() {}

    /**
     * @param alertmanager path of alertmanager.yml as the flag says it, empty for none
     */
    static ConfigFiles config(Path folder, String alertmanager)
            throws IOException, SettingsException {
        Path main = Files.writeString(folder.resolve("prometheus.yml"), "");
        ConfigReader reader =
                new ConfigReader(
                        main.toString(),
                        "",
                        new AlertmanagerSource(alertmanager, null, MatcherSyntax.FALLBACK),
                        folder,
                        folder,
                        ReadingOptions.PLAIN,
                        PlainLanguage::new);
        return new ConfigFiles(reader, () -> Instant.EPOCH, List::of);
    }
}
