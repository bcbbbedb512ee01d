package io.gnomon.platform.core.scrape.internal.loop;

import io.gnomon.platform.core.exposition.Summary;

import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** Figures of the discoveries: of each mechanism, and of each mechanism in each job. Any thread. */
public final class DiscoveryMetrics {
    private final Map<String, Refreshes> mechanisms = new ConcurrentSkipListMap<>();
    private final Map<Place, Refreshes> places =
            new ConcurrentSkipListMap<>(
                    Comparator.comparing(Place::mechanism).thenComparing(Place::job));
    private volatile long lastUpdateMillis;

    /** A mechanism in a job. */
    public record Place(String mechanism, String job) {}

    /** What became of refreshes. */
    public static final class Refreshes {
        public final LongAdder failures = new LongAdder();

        /** Refreshes that found something, be it the same as before. */
        public final LongAdder received = new LongAdder();

        /** Refreshes that found something else than before. */
        public final LongAdder updates = new LongAdder();

        /** How long they took, those that failed too. */
        public final Summary durations = new Summary(0.5, 0.9, 0.99);
    }

    /** Counts what one discovery does. */
    final class Counts {
        private final Refreshes everywhere;
        private final Refreshes here;

        private Counts(Refreshes everywhere, Refreshes here) {
            this.everywhere = everywhere;
            this.here = here;
        }

        void took(double seconds) {
            everywhere.durations.add(seconds);
            here.durations.add(seconds);
        }

        void failed() {
            everywhere.failures.increment();
            here.failures.increment();
        }

        void received() {
            everywhere.received.increment();
            here.received.increment();
        }

        void updated(long nowMillis) {
            everywhere.updates.increment();
            here.updates.increment();
            lastUpdateMillis = nowMillis;
        }
    }

    Counts counts(Place place) {
        return new Counts(
                of(place.mechanism()), places.computeIfAbsent(place, p -> new Refreshes()));
    }

    /** Forgets the places that the configuration names no longer. */
    void keep(Collection<Place> named) {
        places.keySet().retainAll(named);
    }

    /** The figures of a mechanism since the start, also of jobs that are gone. */
    public Refreshes of(String mechanism) {
        return mechanisms.computeIfAbsent(mechanism, m -> new Refreshes());
    }

    /** The figures by mechanism; a live view. */
    public Collection<Refreshes> mechanisms() {
        return mechanisms.values();
    }

    /** The figures of the places there are; a live view. */
    public Map<Place, Refreshes> places() {
        return places;
    }

    /** When something else was found last, 0 before that. */
    public long lastUpdateMillis() {
        return lastUpdateMillis;
    }
}
