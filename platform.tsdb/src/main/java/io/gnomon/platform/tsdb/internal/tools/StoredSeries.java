package io.gnomon.platform.tsdb.internal.tools;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.labels.Matcher;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.model.storage.SampleReader;
import io.gnomon.model.storage.SelectHints;
import io.gnomon.model.storage.Selection;
import io.gnomon.model.storage.Snapshot;
import io.gnomon.model.storage.Storage;
import io.gnomon.model.storage.StorageException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The series of a store that satisfy one of several selectors, each once, in label order. */
final class StoredSeries {
    /** Takes a series. */
    interface Visitor {
        /** The column is reused. */
        void series(Labels labels, SampleColumn samples) throws IOException;
    }

    private StoredSeries() {}

    /** Visits all with samples in a range, both ends included; gives warnings of the store. */
    static List<String> visit(
            Storage storage,
            List<List<Matcher>> selectors,
            long minTimeMillis,
            long maxTimeMillis,
            Visitor visitor)
            throws StorageException, IOException {
        List<String> warnings = new ArrayList<>();
        SampleColumn column = new SampleColumn();
        try (Snapshot snapshot = storage.open(minTimeMillis, maxTimeMillis)) {
            List<Cursor> cursors = new ArrayList<>();
            try {
                for (List<Matcher> selector : selectors) {
                    Selection selection =
                            snapshot.select(
                                    selector, SelectHints.between(minTimeMillis, maxTimeMillis));
                    warnings.addAll(selection.warnings());
                    cursors.add(new Cursor(selection));
                }
                for (Cursor least = least(cursors); least != null; least = least(cursors)) {
                    Labels labels = least.labels();
                    least.reader.read(least.next, column);
                    if (column.size > 0) {
                        visitor.series(labels, column);
                    }
                    for (Cursor cursor : cursors) {
                        cursor.skip(labels);
                    }
                }
            } finally {
                cursors.forEach(cursor -> cursor.reader.close());
            }
        }
        return warnings;
    }

    private static @Nullable Cursor least(List<Cursor> cursors) {
        Cursor least = null;
        for (Cursor cursor : cursors) {
            if (cursor.next < cursor.selection.size()
                    && (least == null || cursor.labels().compareTo(least.labels()) < 0)) {
                least = cursor;
            }
        }
        return least;
    }

    private static final class Cursor {
        final Selection selection;
        final SampleReader reader;
        int next;

        Cursor(Selection selection) {
            this.selection = selection;
            this.reader = selection.reader();
        }

        Labels labels() {
            return selection.labels(next);
        }

        void skip(Labels labels) {
            if (next < selection.size() && labels().equals(labels)) {
                next++;
            }
        }
    }
}
