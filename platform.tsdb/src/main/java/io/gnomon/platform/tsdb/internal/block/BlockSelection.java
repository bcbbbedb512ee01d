package io.gnomon.platform.tsdb.internal.block;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.model.storage.SampleReader;
import io.gnomon.model.storage.Selection;
import io.gnomon.model.storage.StorageException;
import io.gnomon.platform.tsdb.internal.codec.CorruptDataException;

import java.util.Arrays;
import java.util.List;

/** Series of a block over a range of time, sorted by labels. Flat, as there may be a million. */
final class BlockSelection implements Selection {
    private final Block block;
    private final BlockFiles files;
    private final Tombstones tombstones;
    private final long min;
    private final long max;
    private final Symbols.Texts texts;
    private int size;
    private int[] numbers = new int[16];
    private int[] shapes = new int[16];
    private int[] firstValues = new int[16];
    private SamplesReader.Series[] places = new SamplesReader.Series[16];
    private int[] values = new int[128];
    private int valueCount;

    BlockSelection(Block block, BlockFiles files, Tombstones tombstones, long min, long max) {
        this.block = block;
        this.files = files;
        this.tombstones = tombstones;
        this.min = min;
        this.max = max;
        texts = files.series.symbols().texts();
    }

    /** Takes the series that the cursor is at, if it may have samples in the range. */
    void add(SeriesDirectory.Cursor at) throws CorruptDataException {
        long first = files.times.first(at.column);
        long last = files.times.last(at.column);
        if (first > max || last < min) {
            return;
        }
        long from = Math.max(first, min);
        long to = Math.min(last, max);
        if (!tombstones.isEmpty() && tombstones.covers(at.number, from, to)) {
            return;
        }
        if (size == numbers.length) {
            int more = 2 * size;
            numbers = Arrays.copyOf(numbers, more);
            shapes = Arrays.copyOf(shapes, more);
            firstValues = Arrays.copyOf(firstValues, more);
            places = Arrays.copyOf(places, more);
        }
        int labels = files.series.shapeSize(at.shape);
        if (valueCount + labels > values.length) {
            values = Arrays.copyOf(values, 2 * (valueCount + labels));
        }
        files.series.load(at.shape, at.values, texts);
        System.arraycopy(at.values, 0, values, valueCount, labels);
        numbers[size] = at.number;
        shapes[size] = at.shape;
        firstValues[size] = valueCount;
        places[size] = at.place();
        valueCount += labels;
        size++;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public Labels labels(int series) {
        return files.series.labels(shapes[series], values, firstValues[series], texts);
    }

    @Override
    public SampleKind kind(int series) {
        return switch (places[series].flags() & (SeriesWriter.FLOATS | SeriesWriter.HISTOGRAMS)) {
            case SeriesWriter.FLOATS -> SampleKind.FLOAT;
            case SeriesWriter.HISTOGRAMS -> SampleKind.HISTOGRAM;
            default -> SampleKind.MIXED;
        };
    }

    @Override
    public long timeColumn(int series) {
        SamplesReader.Series place = places[series];
        boolean whole = (place.flags() & SeriesWriter.WHOLE) != 0;
        return whole && !tombstones.has(numbers[series]) ? block.columnId(place.column()) : -1;
    }

    @Override
    public SampleReader reader() {
        return new Reader();
    }

    private final class Reader implements SampleReader {
        private final SamplesReader samples;
        private boolean open;

        Reader() {
            if (!block.retain()) {
                throw new IllegalStateException("block " + files.folder + " is closed");
            }
            open = true;
            samples = new SamplesReader(files.times, files.chunks, min, max);
        }

        @Override
        public void read(int series, SampleColumn into) throws StorageException {
            if (Thread.currentThread().isInterrupted()) {
                throw new StorageException(
                        StorageException.Kind.CANCELLED, "reading was interrupted by the caller");
            }
            try {
                samples.read(places[series], into);
                tombstones.apply(numbers[series], into);
            } catch (CorruptDataException e) {
                throw Block.damaged(e);
            }
        }

        @Override
        public void close() {
            if (open) {
                open = false;
                block.close();
            }
        }
    }

    @Override
    public List<String> warnings() {
        return List.of();
    }

    @Override
    public boolean partial() {
        return false;
    }
}
