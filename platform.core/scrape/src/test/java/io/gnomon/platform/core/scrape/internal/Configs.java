package io.gnomon.platform.core.scrape.internal;

import io.gnomon.model.labels.Labels;
import io.gnomon.platform.core.config.AlertingConfig;
import io.gnomon.platform.core.config.DiscoveryConfig;
import io.gnomon.platform.core.config.EscapingScheme;
import io.gnomon.platform.core.config.GlobalConfig;
import io.gnomon.platform.core.config.GnomonConfig;
import io.gnomon.platform.core.config.LoadedConfig;
import io.gnomon.platform.core.config.RelabelConfig;
import io.gnomon.platform.core.config.RemoteConfig;
import io.gnomon.platform.core.config.ScrapeConfig;
import io.gnomon.platform.core.config.ScrapeLimits;
import io.gnomon.platform.core.config.ScrapeProtocol;
import io.gnomon.platform.core.config.StorageConfig;
import io.gnomon.platform.core.config.ValidationScheme;
import io.gnomon.platform.core.config.alerting.AlertmanagerFile;
import io.gnomon.spi.common.HttpSettings;
import io.gnomon.spi.discovery.TargetGroup;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Builds scrape configs for tests: every 10 s, 5 s timeout, defaults else. */
public final class Configs {
    private final String job;
    public Duration interval = Duration.ofSeconds(10);
    public Duration timeout = Duration.ofSeconds(5);
    public String scheme = "http";
    public String path = "/metrics";
    public Map<String, List<String>> params = Map.of();
    public boolean honorLabels;
    public boolean honorTimestamps = true;
    public boolean trackTimestamps;
    public boolean nativeHistograms;
    public boolean classicToo;
    public boolean customBuckets;
    public long bucketLimit;
    public double minBucketFactor;
    public boolean startTimes;
    public boolean typeAndUnitLabels;
    public String failureLog = "";
    public boolean extraMetrics;
    public boolean compression = true;
    public @Nullable ScrapeProtocol fallback;
    public ScrapeLimits limits = ScrapeLimits.NONE;
    public ValidationScheme validation = ValidationScheme.UTF8;
    public List<TargetGroup> groups = List.of();
    public List<DiscoveryConfig> discoveries = List.of();
    public List<RelabelConfig> relabel = List.of();
    public List<RelabelConfig> metricRelabel = List.of();

    private Configs(String job) {
        this.job = job;
    }

    public static Configs job(String job) {
        return new Configs(job);
    }

    public Configs targets(String... addresses) {
        List<Labels> targets = new ArrayList<>();
        for (String address : addresses) {
            targets.add(Labels.of("__address__", address));
        }
        groups = List.of(new TargetGroup("0", targets, Labels.EMPTY));
        return this;
    }

    /** A configuration with these jobs. */
    public static LoadedConfig loaded(Configs... configs) {
        List<ScrapeConfig> scrapes = new ArrayList<>();
        for (Configs config : configs) {
            scrapes.add(config.build());
        }
        GlobalConfig global =
                new GlobalConfig(
                        Duration.ZERO,
                        Duration.ZERO,
                        null,
                        Duration.ZERO,
                        Duration.ZERO,
                        "",
                        "",
                        Map.of(),
                        ScrapeLimits.NONE,
                        null,
                        null,
                        false,
                        false,
                        false,
                        false);
        return new LoadedConfig(
                "",
                global,
                scrapes,
                List.of(),
                List.of(),
                StorageConfig.DEFAULTS,
                RemoteConfig.NONE,
                AlertingConfig.NONE,
                AlertmanagerFile.NONE,
                "",
                Map.of(),
                GnomonConfig.DEFAULTS,
                List.of());
    }

    public ScrapeConfig build() {
        return new ScrapeConfig(
                job,
                interval,
                timeout,
                nativeHistograms ? ScrapeProtocol.PROTO_FIRST : ScrapeProtocol.USUAL,
                fallback,
                scheme,
                path,
                params,
                compression,
                honorLabels,
                honorTimestamps,
                trackTimestamps,
                nativeHistograms,
                classicToo,
                customBuckets,
                bucketLimit,
                minBucketFactor,
                startTimes,
                typeAndUnitLabels,
                extraMetrics,
                limits,
                validation,
                EscapingScheme.ALLOW_UTF8,
                failureLog,
                HttpSettings.PLAIN,
                groups,
                discoveries,
                relabel,
                metricRelabel);
    }
}
