package io.gnomon.platform.core.config;

import io.gnomon.platform.core.config.alerting.AlertmanagerFile;
import io.gnomon.platform.core.config.rules.RuleFile;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One reading of the configuration files.
 *
 * @param file the Prometheus configuration file as it was named, empty for the built-in
 *     configuration
 * @param scrapes scrape configs of the file and of its {@code scrape_config_files}, job names
 *     unique
 * @param rulePatterns {@code rule_files}: patterns of rule files, relative to the working folder
 * @param ruleFiles what the patterns find, checked; empty for a sub-command
 * @param remote how samples leave and come by the remote protocols
 * @param alerting where alerts are sent to
 * @param alertmanager routes, receivers and the rest of {@code alertmanager.yml}
 * @param text the file with secrets hidden, for {@code /api/v1/status/config}
 * @param scrapeTexts of each scrape config by its job, with what it takes from {@code global} and
 *     secrets hidden
 * @param gnomon our own settings
 * @param warnings what was accepted but will not do what its author may expect; a sentence with its
 *     place each
 */
public record LoadedConfig(
        String file,
        GlobalConfig global,
        List<ScrapeConfig> scrapes,
        List<String> rulePatterns,
        List<RuleFile> ruleFiles,
        StorageConfig storage,
        RemoteConfig remote,
        AlertingConfig alerting,
        AlertmanagerFile alertmanager,
        String text,
        Map<String, String> scrapeTexts,
        GnomonConfig gnomon,
        List<String> warnings) {

    /**
     * The scrape interval that most scrape configs have, the shorter one of two that equally many
     * have; the global one where nothing is scraped.
     */
    public Duration usualScrapeInterval() {
        Map<Duration, Integer> counts = new TreeMap<>();
        for (ScrapeConfig scrape : scrapes) {
            counts.merge(scrape.scrapeInterval(), 1, Integer::sum);
        }
        Duration usual = global.scrapeInterval();
        int most = 0;
        for (Map.Entry<Duration, Integer> count : counts.entrySet()) {
            if (count.getValue() > most) {
                most = count.getValue();
                usual = count.getKey();
            }
        }
        return usual;
    }
}
