package io.gnomon.platform.core.scrape.internal.append;

import io.gnomon.model.labels.Labels;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Label sets of batches that wait for the store, each kept once. Any thread. */
final class HeldSeries {
    private static final int BYTES_A_LABEL = 100;

    private final Map<Labels, Integer> references = new HashMap<>();
    private final List<Labels> labels = new ArrayList<>();
    private long bytes;

    synchronized long reference(Labels series) {
        Integer known = references.putIfAbsent(series, labels.size());
        if (known != null) {
            return known;
        }
        labels.add(series);
        bytes += (long) BYTES_A_LABEL * series.size() + 100;
        return labels.size() - 1L;
    }

    synchronized Labels labels(int reference) {
        return labels.get(reference);
    }

    synchronized long bytes() {
        return bytes;
    }
}
