package io.gnomon.platform.tsdb.internal.block;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.model.sample.SampleValues;
import io.gnomon.platform.tsdb.internal.codec.CorruptDataException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;

/** Reads all of a block and holds it against {@code meta.json}. */
final class BlockCheck {
    private BlockCheck() {}

    static void run(BlockFiles files) throws IOException {
        files.checkPages();
        files.checkPlainFiles();
        files.index();
        BlockMeta.Stats stats = files.meta.stats();
        SamplesReader reader =
                new SamplesReader(files.times, files.chunks, Long.MIN_VALUE, Long.MAX_VALUE);
        SeriesDirectory.Cursor cursor = files.series.cursor();
        SampleColumn samples = new SampleColumn();
        long floats = 0;
        long histograms = 0;
        long stale = 0;
        @Nullable Labels before = null;
        for (int number = 0; number < files.series.count(); number++) {
            cursor.moveTo(number);
            Labels labels = cursor.labels();
            if (before != null && before.compareTo(labels) >= 0) {
                throw new CorruptDataException(
                        files.folder + ": series " + labels + " comes after " + before);
            }
            before = labels;
            reader.read(cursor.place(), samples);
            for (int i = 0; i < samples.size; i++) {
                if (samples.histogram(i) != null) {
                    histograms++;
                } else {
                    floats++;
                    stale += SampleValues.isStale(samples.values[i]) ? 1 : 0;
                }
            }
        }
        same(files, "floats", floats, stats.floats());
        same(files, "histograms", histograms, stats.histograms());
        same(files, "staleness markers", stale, stats.staleMarkers());
        same(files, "exemplars", exemplars(files), stats.exemplars());
        if (files.metadata != null) {
            SideFiles.metadata(files.metadata);
        }
    }

    private static long exemplars(BlockFiles files) throws CorruptDataException {
        long count = 0;
        if (files.exemplars != null) {
            SideFiles.ExemplarCursor cursor = new SideFiles.ExemplarCursor(files.exemplars);
            while (cursor.next()) {
                count += cursor.exemplars.size();
            }
        }
        return count;
    }

    private static void same(BlockFiles files, String what, long counted, long said)
            throws CorruptDataException {
        if (counted != said) {
            throw new CorruptDataException(
                    "%s: has %d %s, meta.json says %d"
                            .formatted(files.folder, counted, what, said));
        }
    }
}
