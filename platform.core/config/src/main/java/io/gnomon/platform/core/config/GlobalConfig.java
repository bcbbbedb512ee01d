package io.gnomon.platform.core.config;

import io.gnomon.model.labels.LabelNames;
import io.gnomon.model.labels.Labels;
import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.common.FilePath;
import io.gnomon.spi.common.Inline;
import io.gnomon.spi.common.Key;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** {@code global}: defaults of the scrape configs, rules and labels of this server. */
@Doc("Defaults of all scrape configs and rules")
public record GlobalConfig(
        @Default("1m") Duration scrapeInterval,
        @Doc("At most the interval; 10s when the interval is longer") @Default("0s")
                Duration scrapeTimeout,
        @Nullable List<ScrapeProtocol> scrapeProtocols,
        @Default("1m") Duration evaluationInterval,
        @Default("0s") Duration ruleQueryOffset,
        @FilePath @Default("") String queryLogFile,
        @FilePath @Default("") String scrapeFailureLogFile,
        Map<String, String> externalLabels,
        @Inline ScrapeLimits limits,
        @Nullable ValidationScheme metricNameValidationScheme,
        @Nullable EscapingScheme metricNameEscapingScheme,
        boolean scrapeNativeHistograms,
        boolean alwaysScrapeClassicHistograms,
        @Key("convert_classic_histograms_to_nhcb") boolean convertClassicHistogramsToNhcb,
        boolean extraScrapeMetrics) {

    private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(10);

    public GlobalConfig {
        scrapeInterval = orElse(scrapeInterval, Duration.ofMinutes(1));
        evaluationInterval = orElse(evaluationInterval, Duration.ofMinutes(1));
        if (scrapeTimeout.compareTo(scrapeInterval) > 0) {
            throw new IllegalArgumentException(
                    "global scrape timeout greater than scrape interval");
        }
        if (scrapeTimeout.isZero()) {
            scrapeTimeout =
                    USUAL_TIMEOUT.compareTo(scrapeInterval) < 0 ? USUAL_TIMEOUT : scrapeInterval;
        }
        ValidationScheme scheme =
                metricNameValidationScheme == null
                        ? ValidationScheme.UTF8
                        : metricNameValidationScheme;
        for (String name : externalLabels.keySet()) {
            if (!scheme.isLabelName(name)) {
                StringBuilder quoted = new StringBuilder();
                LabelNames.quote(quoted, name);
                throw new IllegalArgumentException(quoted + " is not a valid label name");
            }
        }
    }

    /** The labels that every series leaving this server carries. */
    public Labels labels() {
        return Labels.of(externalLabels);
    }

    private static Duration orElse(Duration duration, Duration usual) {
        return duration.isZero() ? usual : duration;
    }
}
