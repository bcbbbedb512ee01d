package io.gnomon.platform.core.scrape.internal.append;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.labels.Matcher;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.model.sample.SampleValues;
import io.gnomon.model.storage.SampleReader;
import io.gnomon.model.storage.SelectHints;
import io.gnomon.model.storage.Selection;
import io.gnomon.model.storage.Snapshot;
import io.gnomon.model.storage.Storage;
import io.gnomon.model.storage.StorageException;

import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/** What a store holds, as text: "value@seconds ..." by series; stale stands for the marker. */
public final class Stored {
    private Stored() {}

    /** Series whose name matches the expression. */
    public static Map<Labels, String> series(Storage storage, String names)
            throws StorageException {
        Map<Labels, String> found = new TreeMap<>();
        try (Snapshot snapshot = storage.open(Long.MIN_VALUE, Long.MAX_VALUE)) {
            Selection selection =
                    snapshot.select(
                            List.of(new Matcher(Matcher.Type.REGEX, Labels.METRIC_NAME, names)),
                            SelectHints.between(Long.MIN_VALUE, Long.MAX_VALUE));
            SampleColumn column = new SampleColumn();
            try (SampleReader reader = selection.reader()) {
                for (int i = 0; i < selection.size(); i++) {
                    reader.read(i, column);
                    found.put(selection.labels(i), text(column));
                }
            }
        }
        return found;
    }

    /** Samples of the one series with this name. */
    public static String of(Storage storage, String name) throws StorageException {
        Map<Labels, String> found = series(storage, name);
        if (found.size() != 1) {
            throw new AssertionError("not one series " + name + " but " + found);
        }
        return found.values().iterator().next();
    }

    private static String text(SampleColumn column) {
        StringJoiner out = new StringJoiner(" ");
        for (int i = 0; i < column.size; i++) {
            double value = column.values[i];
            out.add(
                    (SampleValues.isStale(value) ? "stale" : Double.toString(value))
                            + "@"
                            + column.times[i] / 1000.0);
        }
        return out.toString();
    }
}
