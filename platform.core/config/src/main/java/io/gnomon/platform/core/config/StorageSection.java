package io.gnomon.platform.core.config;

import io.gnomon.model.labels.Matcher;
import io.gnomon.model.labels.MatcherText;
import io.gnomon.model.storage.RetentionRule;
import io.gnomon.model.storage.StorageRules;
import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.common.Limit;

import java.time.Duration;
import java.util.List;

/** {@code storage} in gnomon.yml. */
@Doc("What the store keeps and takes")
public record StorageSection(
        @Doc(
                        "How long series are kept: the first rule that a series satisfies decides;"
                                + " for all others --storage.tsdb.retention.time does")
                List<RetentionSection> retention,
        @Doc("Most series at a time; more are refused and reported") LimitsSection limits,
        @Doc("What a power cut may take of what was acknowledged") @Default("normal")
                DurabilitySetting durability) {

    /** They are kept in memory; more than this nobody asks for by intention. */
    private static final int MAX_EXEMPLARS = 100_000_000;

    public static final StorageSection DEFAULTS =
            new StorageSection(List.of(), new LimitsSection(0, 0, 0), DurabilitySetting.NORMAL);

    /**
     * As the store takes it.
     *
     * @param prometheus what prometheus.yml says
     */
    public StorageRules rules(StorageConfig prometheus) {
        return new StorageRules(
                retention.stream().map(RetentionSection::rule).toList(),
                prometheus.tsdb().retention().kept(),
                new StorageRules.SeriesLimits(
                        limits.series, limits.seriesPerMetric, limits.seriesPerTarget),
                prometheus.tsdb().outOfOrderTimeWindow().toMillis(),
                durability == DurabilitySetting.RELAXED,
                Math.clamp(prometheus.exemplars().maxExemplars(), 0, MAX_EXEMPLARS));
    }

    public enum DurabilitySetting {
        /** Scrapes at most 250 ms, what a client sends nothing. */
        NORMAL,
        /** Anything of the last 5 seconds. */
        RELAXED
    }

    public record RetentionSection(
            @Doc("Selector of the series, such as {job=\"x\"}") String match,
            @Doc("How long they are kept; 0 for ever") Duration keep) {
        public RetentionSection {
            List<Matcher> _ = MatcherText.parse(match);
        }

        RetentionRule rule() {
            return new RetentionRule(match, MatcherText.parse(match), keep.toMillis());
        }
    }

    public record LimitsSection(
            @Doc("In the whole store, 0 for no limit") @Default("0") @Limit(min = 0) long series,
            @Doc("With one metric name, 0 for no limit") @Default("0") @Limit(min = 0)
                    long seriesPerMetric,
            @Doc("Of one target, connection or rule group, 0 for no limit")
                    @Default("0")
                    @Limit(min = 0)
                    long seriesPerTarget) {}
}
