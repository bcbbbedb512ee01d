package io.gnomon.platform.tsdb.internal.head;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;

/** What a batch has taken so far, by series and time: what late rows are compared with. */
final class TakenRows {
    private record Key(int id, long time) {}

    private final Map<Key, LateSamples.Late> samples = new HashMap<>();

    /** Rows in order that are in the map. */
    private int known;

    /** The sample of a series at a time, null when the batch has none. */
    LateSamples.@Nullable Late find(SampleRows rows, int id, long time) {
        for (; known < rows.size; known++) {
            add(
                    rows.id(known),
                    new LateSamples.Late(
                            rows.time(known), rows.value(known), rows.histogram(known)));
        }
        return samples.get(new Key(id, time));
    }

    void add(int id, LateSamples.Late sample) {
        samples.put(new Key(id, sample.time()), sample);
    }
}
