package io.gnomon.platform.core.promformat.remote;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.Exemplar;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.MetricMetadata;
import io.gnomon.model.sample.MetricType;
import io.gnomon.model.sample.SampleColumn;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A series of a message: what a reader found last. It is overwritten by the next one. Its labels
 * become texts only when they are asked for; {@link #labelsKey} knows a series before that.
 */
public final class RemoteSeries {
    /** More are refused, before memory is taken for them: messages may come from anybody. */
    private static final int MAX_HISTOGRAMS = 100_000;

    private static final int MAX_EXEMPLARS = 100_000;

    private static final byte[] METRIC_NAME =
            Labels.METRIC_NAME.getBytes(StandardCharsets.US_ASCII);

    private final ProtoReader in;

    /** Begin and end of name and value of each label. */
    private int[] ranges = new int[64];

    private int rangeCount;

    final SampleColumn samples = new SampleColumn();
    private final List<Exemplar> exemplars = new ArrayList<>();
    private int histograms;
    private @Nullable MessageException problem;

    private boolean described;
    private MetricType type = MetricType.UNKNOWN;
    private int helpFrom;
    private int helpTo;
    private int unitFrom;
    private int unitTo;

    RemoteSeries(ProtoReader in) {
        this.in = in;
    }

    void clear() {
        rangeCount = 0;
        samples.clear();
        exemplars.clear();
        histograms = 0;
        described = false;
        problem = null;
    }

    /** The rest of the series cannot be read. */
    void broken(MessageException why) {
        clear();
        problem = why;
    }

    void addFloat(long timeMillis, double value, long startTimeMillis) {
        samples.add(timeMillis, value);
        start(startTimeMillis);
    }

    void addHistogram(long timeMillis, Histogram histogram) throws MessageException {
        if (++histograms > MAX_HISTOGRAMS) {
            throw in.wrong("a series has more than " + MAX_HISTOGRAMS + " histograms");
        }
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

    void addExemplar(Exemplar exemplar) throws MessageException {
        if (exemplars.size() == MAX_EXEMPLARS) {
            throw in.wrong("a series has more than " + MAX_EXEMPLARS + " exemplars");
        }
        exemplars.add(exemplar);
    }

    /** What 2.0 says of the family; texts as places in the message. */
    void describe(MetricType metricType, int helpBegin, int helpEnd, int unitBegin, int unitEnd) {
        described = true;
        type = metricType;
        helpFrom = helpBegin;
        helpTo = helpEnd;
        unitFrom = unitBegin;
        unitTo = unitEnd;
    }

    /** A name, then a value. */
    void addText(int from, int to) throws MessageException {
        if (rangeCount == 4 * Labels.MAX_SIZE) {
            throw in.wrong("a series has more than " + Labels.MAX_SIZE + " labels");
        }
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

    /** The key of the labels in their order, which the specifications demand to be sorted. */
    public void labelsKey(TextKey key) {
        key.begin();
        for (int i = 0; i < rangeCount; i += 2) {
            key.add(in.bytes, ranges[i], ranges[i + 1]);
        }
    }

    /** As {@link #labelsKey}, and of the type and unit that 2.0 says. */
    public void typedLabelsKey(TextKey key) {
        labelsKey(key);
        if (described) {
            key.add(type.name().hashCode());
            key.add(in.bytes, unitFrom, unitTo);
        }
    }

    /**
     * The key of what 2.0 says of the family, together with the metric name.
     *
     * @return false when it says nothing
     */
    public boolean metadataKey(TextKey key) {
        if (!described) {
            return false;
        }
        key.begin();
        key.add(type.name().hashCode());
        key.add(in.bytes, helpFrom, helpTo);
        key.add(in.bytes, unitFrom, unitTo);
        for (int i = 0; i + 3 < rangeCount; i += 4) {
            if (Arrays.equals(
                    in.bytes, ranges[i], ranges[i + 1], METRIC_NAME, 0, METRIC_NAME.length)) {
                key.add(in.bytes, ranges[i + 2], ranges[i + 3]);
            }
        }
        return true;
    }

    /** Why this series cannot be read, null when it can; nothing else of it counts then. */
    public @Nullable String problem() {
        return problem == null ? null : problem.getMessage();
    }

    /**
     * The labels, sorted.
     *
     * @throws MessageException when a name is empty or comes twice, a text is not UTF-8, all of
     *     them are too long, or the series has a {@link #problem}
     */
    public Labels labels() throws MessageException {
        if (problem != null) {
            throw problem;
        }
        checkLength();
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

    private void checkLength() throws MessageException {
        long bytes = 0;
        for (int i = 0; i < rangeCount; i += 2) {
            bytes += ranges[i + 1] - ranges[i];
        }
        if (bytes > Labels.MAX_CHARACTERS) {
            throw new MessageException(
                    "a series has %d bytes of labels; no series may have more than %d"
                            .formatted(bytes, Labels.MAX_CHARACTERS));
        }
    }

    /** Floats, then histograms, in their order in the message; times may be in any order. */
    public SampleColumn samples() {
        return samples;
    }

    public List<Exemplar> exemplars() {
        return exemplars;
    }

    /** What 2.0 says of the family, null when it says nothing. */
    public @Nullable MetricMetadata metadata() throws MessageException {
        return described
                ? new MetricMetadata(type, in.text(helpFrom, helpTo), in.text(unitFrom, unitTo))
                : null;
    }
}
