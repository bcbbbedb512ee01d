package io.gnomon.spi.exporter;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * What an {@link Exporter} tells about its collectors.
 *
 * @param on names of those that are switched on, of {@link ExporterFactory#collectors}
 * @param runs how each did when it was asked last, by target, then by collector; empty before the
 *     first scrape
 */
public record CollectorReport(Set<String> on, List<Run> runs) {
    /** Of an exporter without collectors. */
    public static final CollectorReport NONE = new CollectorReport(Set.of(), List.of());

    /**
     * How a collector did.
     *
     * @param target the server that was asked, such as {@code db1:3306}; empty for an exporter of
     *     its own host
     * @param collector its name; empty for reaching the target at all
     * @param at when it was asked
     * @param took how long it took, or until it was waited for no longer
     * @param reason why it did not succeed, a sentence; empty when it did
     */
    public record Run(
            String target,
            String collector,
            Result result,
            Instant at,
            Duration took,
            String reason) {}

    /** What came of it. */
    public enum Result {
        SUCCEEDED,
        FAILED,
        /** The target does not have what the collector asks for. */
        LACKING
    }
}
