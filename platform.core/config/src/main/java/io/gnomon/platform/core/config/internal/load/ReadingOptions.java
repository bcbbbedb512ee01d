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
 */
record ReadingOptions(
        Function<String, @Nullable String> environment, boolean expandAll, boolean startTimes) {
    private static final String START_TIMES = "created-timestamp-zero-ingestion";

    /** Without environment variables and features. */
    static final ReadingOptions PLAIN = new ReadingOptions(name -> null, false, false);

    /** Those of this process with such features. */
    static ReadingOptions ofProcess(List<String> features) {
        return new ReadingOptions(System::getenv, false, features.contains(START_TIMES));
    }

    ReadingOptions withExpandAll(boolean other) {
        return new ReadingOptions(environment, other, startTimes);
    }
}
