package io.gnomon.platform.tsdb.internal.head;

import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;

/** Where the head keeps its series and samples; what the parts of the head share. */
final class SeriesStore {
    final SeriesTable table = new SeriesTable();
    final SeriesDictionary dictionary = new SeriesDictionary(table);

    /** Of the open chunks. */
    final Slabs slabs = new Slabs();

    final TimeColumns columns = new TimeColumns();
    final Regions regions = new Regions();
    final Hidden hidden = new Hidden();
    final LateSamples late = new LateSamples();
    final Readers readers = new Readers();

    /** Groups that own series, by number; see {@link Gathering}. */
    final ConcurrentHashMap<Integer, GatheredRows> gathered = new ConcurrentHashMap<>();

    /** Bytes off the heap, mapped files not counted. */
    long bytes() {
        return table.bytes() + dictionary.bytes() + slabs.bytes() + regions.bytes(false);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "records %d KiB, label sets %d KiB of %d pairs, open chunks %d of %d KiB, sealed"
                        + " chunks %d KiB and %d KiB mapped",
                table.bytes() >> 10,
                dictionary.bytes() >> 10,
                dictionary.pairs(),
                slabs.usedBytes() >> 10,
                slabs.bytes() >> 10,
                regions.bytes(false) >> 10,
                regions.bytes(true) >> 10);
    }
}
