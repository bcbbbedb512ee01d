package io.gnomon.exporters.collecting;

import io.gnomon.spi.exporter.CollectorReport;
import io.gnomon.spi.exporter.CollectorReport.Result;
import io.gnomon.spi.exporter.CollectorReport.Run;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How each collector did last, by target. Of targets that nobody asks for again the oldest are
 * forgotten. Any thread.
 */
public final class LastRuns {
    /** Targets of /probe are whatever is asked for; this is 200 of them with all collectors. */
    static final int MOST = 8_000;

    private static final double NANOS = 1e9;

    private final InstantSource clock;

    /** Those asked last stand last. Guarded by this. */
    private final Map<Key, Run> runs = new LinkedHashMap<>();

    private record Key(String target, String collector) {}

    public LastRuns(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Keeps how a collector did.
     *
     * @param target and collector as in {@link Run}
     * @param seconds how long it took
     * @param reason empty when it succeeded
     * @return whether the reason is another one than the last time, so that a scrape a second has
     *     it in the log once
     */
    public synchronized boolean note(
            String target, String collector, Result result, double seconds, String reason) {
        Key key = new Key(target, collector);
        Duration took = Duration.ofNanos(Math.round(seconds * NANOS));
        Run before = runs.remove(key);
        runs.put(key, new Run(target, collector, result, clock.instant(), took, reason));
        if (runs.size() > MOST) {
            runs.remove(runs.keySet().iterator().next());
        }
        return !reason.isEmpty() && (before == null || !before.reason().equals(reason));
    }

    /**
     * All of them.
     *
     * @param on the collectors that are switched on
     */
    public synchronized CollectorReport report(Set<String> on) {
        List<Run> sorted =
                runs.values().stream()
                        .sorted(Comparator.comparing(Run::target).thenComparing(Run::collector))
                        .toList();
        return new CollectorReport(on, sorted);
    }
}
