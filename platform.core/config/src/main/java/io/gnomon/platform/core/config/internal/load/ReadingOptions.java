package io.gnomon.platform.core.config.internal.load;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.Function;

/**
 * How a Prometheus file is read, besides what it says itself.
 *
 * @param environment value of an environment variable, null when it is not set
 * @param expandAll environment variables count in all values, not in external labels only
 * @param startTimes it is wanted when counters began to count, so targets are asked for protobuf
 *     first, which tells it
 * @param typeAndUnitLabels series get labels of their type and unit
 * @param extraScrapeMetrics all jobs have the extra series about scrapes that do not say otherwise
 * @param agent the file is one of an agent, which sends what it scrapes and does nothing else
 */
record ReadingOptions(
        Function<String, @Nullable String> environment,
        boolean expandAll,
        boolean startTimes,
        boolean typeAndUnitLabels,
        boolean extraScrapeMetrics,
        boolean agent) {
    private static final String START_TIMES = "created-timestamp-zero-ingestion";
    private static final String TYPE_AND_UNIT_LABELS = "type-and-unit-labels";
    private static final String EXTRA_SCRAPE_METRICS = "extra-scrape-metrics";

    /** Without environment variables and features. */
    static final ReadingOptions PLAIN = of(name -> null, List.of());

    /** Those of this process with such features. */
    static ReadingOptions ofProcess(List<String> features) {
        return of(System::getenv, features);
    }

    /** Variables, and features of {@code --enable-feature}; the file is read as it stands. */
    static ReadingOptions of(
            Function<String, @Nullable String> environment, List<String> features) {
        return new ReadingOptions(
                environment,
                false,
                features.contains(START_TIMES),
                features.contains(TYPE_AND_UNIT_LABELS),
                features.contains(EXTRA_SCRAPE_METRICS),
                false);
    }

    ReadingOptions withExpandAll(boolean other) {
        return new ReadingOptions(
                environment, other, startTimes, typeAndUnitLabels, extraScrapeMetrics, agent);
    }

    ReadingOptions withAgent(boolean other) {
        return new ReadingOptions(
                environment, expandAll, startTimes, typeAndUnitLabels, extraScrapeMetrics, other);
    }
}
