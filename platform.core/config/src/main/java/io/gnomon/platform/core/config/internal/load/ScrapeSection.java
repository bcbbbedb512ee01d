package io.gnomon.platform.core.config.internal.load;

import io.gnomon.platform.core.config.DiscoveryConfig;
import io.gnomon.platform.core.config.EscapingScheme;
import io.gnomon.platform.core.config.GlobalConfig;
import io.gnomon.platform.core.config.RelabelConfig;
import io.gnomon.platform.core.config.ScrapeConfig;
import io.gnomon.platform.core.config.ScrapeLimits;
import io.gnomon.platform.core.config.ScrapeProtocol;
import io.gnomon.platform.core.config.ValidationScheme;
import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.FilePath;
import io.gnomon.spi.common.HttpSettings;
import io.gnomon.spi.common.Inline;
import io.gnomon.spi.common.Key;
import io.gnomon.spi.common.Limit;
import io.gnomon.spi.settings.SettingsNode;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

/**
 * An entry of {@code scrape_configs} as it is written; what is not given comes from {@code global}.
 *
 * @param sections the {@code *_sd_configs}, and keys that are unknown
 */
record ScrapeSection(
        @Default("") String jobName,
        @Default("0s") Duration scrapeInterval,
        @Default("0s") Duration scrapeTimeout,
        @Nullable List<ScrapeProtocol> scrapeProtocols,
        @Nullable ScrapeProtocol fallbackScrapeProtocol,
        @Default("http") String scheme,
        @Default("/metrics") String metricsPath,
        Map<String, List<String>> params,
        @Default("true") boolean enableCompression,
        boolean honorLabels,
        @Default("true") boolean honorTimestamps,
        boolean trackTimestampsStaleness,
        @Nullable Boolean scrapeNativeHistograms,
        @Nullable Boolean alwaysScrapeClassicHistograms,
        @Key("convert_classic_histograms_to_nhcb") @Nullable Boolean convertClassicHistogramsToNhcb,
        @Default("0") @Limit(min = 0) long nativeHistogramBucketLimit,
        @Default("0") double nativeHistogramMinBucketFactor,
        @Nullable Boolean extraScrapeMetrics,
        @Inline ScrapeLimits limits,
        @Nullable ValidationScheme metricNameValidationScheme,
        @Nullable EscapingScheme metricNameEscapingScheme,
        @FilePath @Default("") String scrapeFailureLogFile,
        @Inline HttpSettings http,
        List<StaticSection> staticConfigs,
        List<RelabelConfig> relabelConfigs,
        List<RelabelConfig> metricRelabelConfigs,
        @Inline Map<String, SettingsNode> sections) {

    record StaticSection(List<String> targets, Map<String, String> labels) {}

    ScrapeSection {
        if (jobName.isEmpty()) {
            throw new IllegalArgumentException("job_name is empty");
        }
    }

    /**
     * The scrape config with what {@code global} says filled in.
     *
     * @param options say what is usual
     * @throws IllegalArgumentException with a sentence when both do not fit together
     */
    ScrapeConfig resolve(
            GlobalConfig global, List<DiscoveryConfig> discoveries, ReadingOptions options) {
        Duration interval = scrapeInterval.isZero() ? global.scrapeInterval() : scrapeInterval;
        boolean nativeHistograms = orElse(scrapeNativeHistograms, global.scrapeNativeHistograms());
        ValidationScheme validation = validation(metricNameValidationScheme, validation(global));
        return new ScrapeConfig(
                jobName,
                interval,
                timeout(interval, global),
                protocols(global, nativeHistograms || options.startTimes()),
                fallbackScrapeProtocol,
                scheme,
                metricsPath,
                params,
                enableCompression,
                honorLabels,
                honorTimestamps,
                trackTimestampsStaleness,
                nativeHistograms,
                orElse(alwaysScrapeClassicHistograms, global.alwaysScrapeClassicHistograms()),
                orElse(convertClassicHistogramsToNhcb, global.convertClassicHistogramsToNhcb()),
                nativeHistogramBucketLimit,
                nativeHistogramMinBucketFactor,
                options.startTimes(),
                options.typeAndUnitLabels(),
                orElse(
                        extraScrapeMetrics,
                        global.extraScrapeMetrics() || options.extraScrapeMetrics()),
                limits.orElse(global.limits()),
                validation,
                escaping(global, validation),
                scrapeFailureLogFile.isEmpty()
                        ? global.scrapeFailureLogFile()
                        : scrapeFailureLogFile,
                http,
                StaticTargets.groups(staticConfigs, relabelConfigs.isEmpty()),
                discoveries,
                relabelConfigs,
                metricRelabelConfigs);
    }

    private Duration timeout(Duration interval, GlobalConfig global) {
        if (scrapeTimeout.compareTo(interval) > 0) {
            throw new IllegalArgumentException(
                    "scrape timeout greater than scrape interval" + ofThisJob());
        }
        if (!scrapeTimeout.isZero()) {
            return scrapeTimeout;
        }
        return global.scrapeTimeout().compareTo(interval) < 0 ? global.scrapeTimeout() : interval;
    }

    private List<ScrapeProtocol> protocols(GlobalConfig global, boolean protobufFirst) {
        List<ScrapeProtocol> protocols = scrapeProtocols;
        if (protocols == null) {
            protocols = global.scrapeProtocols();
        }
        if (protocols == null) {
            return protobufFirst ? ScrapeProtocol.PROTO_FIRST : ScrapeProtocol.USUAL;
        }
        if (protocols.isEmpty()) {
            throw new IllegalArgumentException("scrape_protocols cannot be empty" + ofThisJob());
        }
        if (EnumSet.copyOf(protocols).size() < protocols.size()) {
            throw new IllegalArgumentException(
                    "duplicated protocol in scrape_protocols" + ofThisJob());
        }
        return protocols;
    }

    private static ValidationScheme validation(GlobalConfig global) {
        return validation(global.metricNameValidationScheme(), ValidationScheme.UTF8);
    }

    private static ValidationScheme validation(
            @Nullable ValidationScheme given, ValidationScheme other) {
        return given == null ? other : given;
    }

    /** What is given here, else what fits the validation scheme given here, else global's. */
    private EscapingScheme escaping(GlobalConfig global, ValidationScheme validation) {
        EscapingScheme escaping = metricNameEscapingScheme;
        if (escaping == null && metricNameValidationScheme == null) {
            escaping = global.metricNameEscapingScheme();
        }
        if (escaping == null) {
            escaping =
                    validation == ValidationScheme.LEGACY
                            ? EscapingScheme.UNDERSCORES
                            : EscapingScheme.ALLOW_UTF8;
        }
        if (escaping == EscapingScheme.ALLOW_UTF8 && validation != ValidationScheme.UTF8) {
            throw new IllegalArgumentException(
                    "utf8 metric names requested but validation scheme is not set to UTF8"
                            + ofThisJob());
        }
        return escaping;
    }

    private String ofThisJob() {
        return " for scrape config with job name \"" + jobName + "\"";
    }

    private static boolean orElse(@Nullable Boolean given, boolean other) {
        return given == null ? other : given;
    }
}
