package io.gnomon.platform.core.config;

import io.gnomon.spi.common.HttpSettings;
import io.gnomon.spi.discovery.TargetGroup;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A scrape config with everything that it takes from {@code global} filled in. Two that are equal
 * scrape the same targets in the same way.
 *
 * @param scheme http, https, or exporter for the exporters of this server
 * @param fallbackProtocol how an answer without a known Content-Type is read, null to refuse it
 * @param nativeHistogramBucketLimit 0 for none
 * @param nativeHistogramMinBucketFactor 0 for none
 * @param startTimes whether it is wanted when counters and histograms began to count
 * @param typeAndUnitLabels whether series get labels of their type and unit
 * @param failureLogFile empty for none
 * @param staticGroups {@code static_configs}; their sources are "0", "1" ...
 */
public record ScrapeConfig(
        String jobName,
        Duration scrapeInterval,
        Duration scrapeTimeout,
        List<ScrapeProtocol> protocols,
        @Nullable ScrapeProtocol fallbackProtocol,
        String scheme,
        String metricsPath,
        Map<String, List<String>> params,
        boolean enableCompression,
        boolean honorLabels,
        boolean honorTimestamps,
        boolean trackTimestampsStaleness,
        boolean scrapeNativeHistograms,
        boolean alwaysScrapeClassicHistograms,
        boolean convertClassicHistogramsToNhcb,
        long nativeHistogramBucketLimit,
        double nativeHistogramMinBucketFactor,
        boolean startTimes,
        boolean typeAndUnitLabels,
        boolean extraScrapeMetrics,
        ScrapeLimits limits,
        ValidationScheme validationScheme,
        EscapingScheme escapingScheme,
        String failureLogFile,
        HttpSettings http,
        List<TargetGroup> staticGroups,
        List<DiscoveryConfig> discoveries,
        List<RelabelConfig> relabelConfigs,
        List<RelabelConfig> metricRelabelConfigs) {

    /** Scheme of targets that are exporters of this server. */
    public static final String IN_PROCESS = "exporter";
}
