package io.gnomon.platform.core.promformat.remote;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.Exemplar;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.MetricMetadata;
import io.gnomon.model.sample.SampleColumn;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A series of a message: what a reader found last. It is overwritten by the next one. Its labels
 * become texts only when they are asked for; {@link #labelsHash} knows a series before that.
 */
public final class RemoteSeries {
    private static final long HASH_START = 0xcbf29ce484222325L;
    private static final long HASH_FACTOR = 0x100000001b3L;

    private final ProtoReader in;

    /** Begin and end of name and value of each label. */
    private int[] ranges = new int[64];

    private int rangeCount;

    final SampleColumn samples = new SampleColumn();
    final List<Exemplar> exemplars = new ArrayList<>();
    @Nullable MetricMetadata metadata;

    RemoteSeries(ProtoReader in) {
        this.in = in;
    }

    void clear() {
        rangeCount = 0;
        samples.clear();
        exemplars.clear();
        metadata = null;
    }

    void addFloat(long timeMillis, double value, long startTimeMillis) {
        samples.add(timeMillis, value);
        start(startTimeMillis);
    }

    void addHistogram(long timeMillis, Histogram histogram) {
        samples.add(timeMillis, histogram);
        start(histogram.startTimeMillis());
    }

    private void start(long startTimeMillis) {
        if (startTimeMillis != 0) {
            long[] starts = samples.startTimes;
            if (starts == null) {
                starts = new long[samples.times.length];
                samples.startTimes = starts;
            }
            starts[samples.size - 1] = startTimeMillis;
        }
    }

    /** A name, then a value. */
    void addText(int from, int to) {
        if (rangeCount + 2 > ranges.length) {
            ranges = Arrays.copyOf(ranges, 2 * ranges.length);
        }
        ranges[rangeCount++] = from;
        ranges[rangeCount++] = to;
    }

    /** Number of names and values. */
    int texts() {
        return rangeCount / 2;
    }

    /**
     * A hash of the labels in their order; {@link Labels#stableHash} when they come sorted and none
     * is empty, as the specifications demand.
     */
    public long labelsHash() {
        long hash = HASH_START;
        for (int i = 0; i < rangeCount; i += 2) {
            for (int at = ranges[i]; at < ranges[i + 1]; at++) {
                hash = (hash ^ (in.bytes[at] & 0xff)) * HASH_FACTOR;
            }
            hash = (hash ^ 0xff) * HASH_FACTOR;
        }
        return hash;
    }

    /**
     * The labels, sorted.
     *
     * @throws MessageException when a name is empty or comes twice, or a text is not UTF-8
     */
    public Labels labels() throws MessageException {
        Labels.Builder labels = Labels.builder();
        for (int i = 0; i + 3 < rangeCount; i += 4) {
            String name = in.text(ranges[i], ranges[i + 1]);
            if (name.isEmpty() || labels.has(name)) {
                throw new MessageException(
                        name.isEmpty()
                                ? "a label has no name: " + labels.build()
                                : "label name \"" + name + "\" is not unique: " + labels.build());
            }
            labels.set(name, in.text(ranges[i + 2], ranges[i + 3]));
        }
        return labels.build();
    }

    /** Floats, then histograms, in their order in the message; times may be in any order. */
    public SampleColumn samples() {
        return samples;
    }

    public List<Exemplar> exemplars() {
        return exemplars;
    }

    /** What 2.0 says of the family, null when it says nothing. */
    public @Nullable MetricMetadata metadata() {
        return metadata;
    }
}
