package io.gnomon.platform.core.scrape;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.MetricMetadata;
import io.gnomon.spi.exporter.CollectorReport;
import io.gnomon.spi.runtime.PluginException;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The targets of this server as they are now; an OSGi service for the HTTP API. Any thread; nothing
 * blocks unless it says so; what is returned is a copy of that moment.
 */
@ProviderType
public interface TargetsView {
    /** The scrape pools, one for each scrape config, sorted by name. */
    List<Pool> pools();

    /** The searches for targets of all scrape configs, by the config's name. */
    List<Search> searches();

    /**
     * Hands out what the targets said of their metric families, pool by pool, target by target in
     * the order of {@link #pools}.
     *
     * @param family only this family, empty for all
     */
    void metadata(String family, MetadataVisitor visitor);

    /**
     * What an exporter inside this server tells about its collectors in the scrapes of these
     * targets; null when no target asks it. Blocks, at most the timeout.
     *
     * @param name of the exporter
     * @throws PluginException when the exporter is absent or does not answer
     */
    @Nullable CollectorReport collectors(String name, Duration timeout)
            throws PluginException, InterruptedException;

    /**
     * A scrape pool.
     *
     * @param name the scrape config's job_name
     * @param active targets that are scraped, sorted by labels
     * @param dropped targets that relabelling dropped, at most keep_dropped_targets of them
     * @param droppedCount how many relabelling dropped
     */
    record Pool(String name, List<Target> active, List<DroppedTarget> dropped, int droppedCount) {}

    /**
     * A discovery of a scrape config.
     *
     * @param scrapePool the scrape config's job_name
     * @param mechanism such as {@code file} or {@code dns}
     * @param targets how many it found last; they stay while it fails
     * @param foundAt when it last worked, null for not yet
     * @param error why it failed the last time, a sentence; empty when it did not
     */
    record Search(
            String scrapePool,
            String mechanism,
            int targets,
            @Nullable Instant foundAt,
            String error) {}

    /**
     * A target that is scraped.
     *
     * @param discoveredLabels before relabelling, with {@code __address__} and its neighbours
     * @param labels of its series
     * @param scrapeUrl what is asked; {@code exporter://NAME} for an exporter inside the server
     * @param globalUrl the same with this host's name in place of a loopback address
     * @param lastError a sentence, empty when the last scrape worked or none was made yet
     * @param warning what of the last scrape is not stored and why, a sentence; empty when all is
     * @param lastScrape when the last scrape began, null when none was made yet
     * @param lastScrapeDuration of that scrape
     */
    record Target(
            String scrapePool,
            Labels discoveredLabels,
            Labels labels,
            String scrapeUrl,
            String globalUrl,
            String lastError,
            String warning,
            @Nullable Instant lastScrape,
            Duration lastScrapeDuration,
            Health health,
            Duration interval,
            Duration timeout) {}

    /**
     * A target that relabelling dropped.
     *
     * @param discoveredLabels before relabelling
     */
    record DroppedTarget(String scrapePool, Labels discoveredLabels) {}

    /** Whether the last scrape of a target worked. */
    enum Health {
        /** Not scraped yet. */
        UNKNOWN("unknown"),
        UP("up"),
        DOWN("down");

        private final String text;

        Health(String text) {
            this.text = text;
        }

        /** The word of Prometheus's API. */
        public String text() {
            return text;
        }
    }

    /** Takes metadata of targets. */
    @FunctionalInterface
    interface MetadataVisitor {
        /**
         * One family of one target.
         *
         * @param target labels of the target
         * @return false to get no more
         */
        boolean visit(Labels target, String family, MetricMetadata metadata);
    }
}
