package io.gnomon.exporters.collecting;

import io.gnomon.model.sample.MetricType;
import io.gnomon.spi.exporter.MetricSink;

import java.util.List;
import java.util.Optional;

/**
 * How a collector did.
 *
 * @param name as in the peer's label {@code collector}
 * @param seconds how long it took, or until it was waited for no longer
 * @param failure why it failed, empty when it did not; a {@link HangingException} when it still
 *     runs
 */
public record Outcome(String name, double seconds, Optional<Exception> failure) {
    /** Whether the collector is done, so that what it found may be read. */
    public boolean isDone() {
        return failure.filter(HangingException.class::isInstance).isEmpty();
    }

    /** Why it failed in a few words: what an expected exception says, else the exception. */
    public String reason() {
        return failure.map(e ->
                        e instanceof RuntimeException
                                ? e.toString()
                                : String.valueOf(e.getMessage()))
                .orElse("");
    }

    /** Reports {@code PREFIX_duration_seconds}, by collector. */
    public static void reportDurations(MetricSink sink, String prefix, List<Outcome> outcomes) {
        sink.family(
                prefix + "_duration_seconds",
                MetricType.GAUGE,
                "Seconds that the collector took in this scrape.");
        outcomes.forEach(o -> sink.sample(o.seconds, "collector", o.name));
    }

    /** Reports {@code PREFIX_success}, by collector. */
    public static void reportSuccess(MetricSink sink, String prefix, List<Outcome> outcomes) {
        sink.family(
                prefix + "_success",
                MetricType.GAUGE,
                "Whether the collector succeeded in this scrape.");
        outcomes.forEach(o -> sink.sample(o.failure.isEmpty() ? 1 : 0, "collector", o.name));
    }
}
