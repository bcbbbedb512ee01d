package io.gnomon.platform.core.promformat.remote;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.Exemplar;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.MetricMetadata;
import io.gnomon.model.sample.MetricType;
import io.gnomon.model.sample.SampleColumn;

import java.util.Arrays;

/**
 * The message TimeSeries of remote write 2.0, whose texts are numbers in a list of symbols. For one
 * thread, reused.
 */
final class SymbolSeriesMessage {
    static final int LABELS = 1;
    static final int SAMPLES = 2;
    static final int HISTOGRAMS = 3;
    static final int EXEMPLARS = 4;
    static final int METADATA = 5;

    /** In drafts of 2.0, which Prometheus up to 3.5 sends: start time of all samples. */
    private static final int START_TIME = 6;

    /** By number in the message. */
    static final MetricType[] TYPES = {
        MetricType.UNKNOWN,
        MetricType.COUNTER,
        MetricType.GAUGE,
        MetricType.HISTOGRAM,
        MetricType.GAUGE_HISTOGRAM,
        MetricType.SUMMARY,
        MetricType.INFO,
        MetricType.STATE_SET
    };

    private final HistogramMessage histograms = new HistogramMessage();

    /** Begin and end of each symbol. */
    private int[] symbols = new int[256];

    private int symbolEnds;

    void clearSymbols() {
        symbolEnds = 0;
    }

    void addSymbol(int from, int to) {
        if (symbolEnds + 2 > symbols.length) {
            symbols = Arrays.copyOf(symbols, 2 * symbols.length);
        }
        symbols[symbolEnds++] = from;
        symbols[symbolEnds++] = to;
    }

    /** Reads a message that was entered. */
    void read(ProtoReader in, RemoteSeries out) throws MessageException {
        out.clear();
        long start = 0;
        while (in.next()) {
            switch (in.field()) {
                case LABELS -> readLabels(in, out);
                case SAMPLES -> readSample(in, out);
                case HISTOGRAMS -> {
                    int outer = in.enter();
                    Histogram h = histograms.read(in);
                    out.addHistogram(histograms.timeMillis(), h);
                    in.leave(outer);
                }
                case EXEMPLARS -> readExemplar(in, out);
                case METADATA -> readMetadata(in, out);
                case START_TIME -> start = in.int64();
                default -> in.skip();
            }
        }
        if (out.texts() % 2 != 0) {
            throw in.wrong("a series has a label name without a value");
        }
        if (start != 0 && out.samples.startTimes == null) {
            long[] starts = new long[out.samples.times.length];
            Arrays.fill(starts, 0, out.samples.size, start);
            out.samples.startTimes = starts;
        }
    }

    private void readLabels(ProtoReader in, RemoteSeries out) throws MessageException {
        if (in.is(ProtoReader.VARINT)) {
            addText(in.int64(), in, out);
            return;
        }
        int outer = in.enter();
        while (in.at < in.end) {
            addText(in.varint(), in, out);
        }
        in.leave(outer);
    }

    private void addText(long symbol, ProtoReader in, RemoteSeries out) throws MessageException {
        int at = place(symbol, in);
        out.addText(symbols[at], symbols[at + 1]);
    }

    private int place(long symbol, ProtoReader in) throws MessageException {
        if (symbol < 0 || symbol >= symbolEnds / 2) {
            throw in.wrong("symbol " + symbol + " is not among the " + symbolEnds / 2 + " symbols");
        }
        return 2 * (int) symbol;
    }

    private static void readSample(ProtoReader in, RemoteSeries out) throws MessageException {
        int outer = in.enter();
        double value = 0;
        long time = 0;
        long start = 0;
        while (in.next()) {
            switch (in.field()) {
                case 1 -> value = in.float64();
                case 2 -> time = in.int64();
                case 3 -> start = in.int64();
                default -> in.skip();
            }
        }
        in.leave(outer);
        out.addFloat(time, value, start);
    }

    private void readExemplar(ProtoReader in, RemoteSeries out) throws MessageException {
        int outer = in.enter();
        RemoteSeries labels = new RemoteSeries(in);
        double value = 0;
        long time = 0;
        while (in.next()) {
            switch (in.field()) {
                case 1 -> readLabels(in, labels);
                case 2 -> value = in.float64();
                case 3 -> time = in.int64();
                default -> in.skip();
            }
        }
        in.leave(outer);
        out.addExemplar(new Exemplar(labels.labels(), value, time));
    }

    private void readMetadata(ProtoReader in, RemoteSeries out) throws MessageException {
        int outer = in.enter();
        MetricType type = MetricType.UNKNOWN;
        int help = place(0, in);
        int unit = help;
        while (in.next()) {
            switch (in.field()) {
                case 1 -> type = type(in.int64());
                case 3 -> help = place(in.int64(), in);
                case 4 -> unit = place(in.int64(), in);
                default -> in.skip();
            }
        }
        in.leave(outer);
        out.describe(type, symbols[help], symbols[help + 1], symbols[unit], symbols[unit + 1]);
    }

    static MetricType type(long number) {
        return number >= 0 && number < TYPES.length ? TYPES[(int) number] : MetricType.UNKNOWN;
    }

    static void writeLabels(Labels labels, Symbols symbols, ProtoWriter out) {
        if (labels.isEmpty()) {
            return;
        }
        int packed = out.begin(LABELS);
        for (int i = 0; i < labels.size(); i++) {
            out.varint(symbols.number(labels.name(i)));
            out.varint(symbols.number(labels.value(i)));
        }
        out.end(packed);
    }

    static void writeSamples(SampleColumn samples, ProtoWriter out) {
        for (int row = 0; row < samples.size; row++) {
            Histogram h = samples.histogram(row);
            int message = out.begin(h == null ? SAMPLES : HISTOGRAMS);
            if (h == null) {
                out.float64(1, samples.values[row]);
                out.int64(2, samples.times[row]);
                out.int64(3, samples.startTimes == null ? 0 : samples.startTimes[row]);
            } else {
                HistogramMessage.write(h, samples.times[row], true, out);
            }
            out.end(message);
        }
    }

    static void writeExemplar(Exemplar exemplar, Symbols symbols, ProtoWriter out) {
        int message = out.begin(EXEMPLARS);
        writeLabels(exemplar.labels(), symbols, out);
        out.float64(2, exemplar.value());
        out.int64(3, exemplar.timeMillis());
        out.end(message);
    }

    static void writeMetadata(MetricMetadata metadata, Symbols symbols, ProtoWriter out) {
        int message = out.begin(METADATA);
        out.int64(1, Arrays.asList(TYPES).indexOf(metadata.type()));
        out.int64(3, symbols.number(metadata.help()));
        out.int64(4, symbols.number(metadata.unit()));
        out.end(message);
    }
}
