package io.gnomon.platform.core.promformat.remote;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.Exemplar;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.SampleColumn;

/**
 * The message prometheus.TimeSeries of remote write 1.0 and remote read. For one thread, reused.
 */
final class TimeSeriesMessage {
    private static final int LABELS = 1;
    private static final int SAMPLES = 2;
    private static final int EXEMPLARS = 3;
    private static final int HISTOGRAMS = 4;

    private final HistogramMessage histograms = new HistogramMessage();

    /** Reads a message that was entered. */
    void read(ProtoReader in, RemoteSeries out) throws MessageException {
        out.clear();
        while (in.next()) {
            switch (in.field()) {
                case LABELS -> readLabel(in, out);
                case SAMPLES -> readSample(in, out);
                case EXEMPLARS -> readExemplar(in, out);
                case HISTOGRAMS -> {
                    int outer = in.enter();
                    Histogram h = histograms.read(in);
                    out.addHistogram(histograms.timeMillis(), h);
                    in.leave(outer);
                }
                default -> in.skip();
            }
        }
    }

    static void readLabel(ProtoReader in, RemoteSeries out) throws MessageException {
        int outer = in.enter();
        int nameFrom = in.at;
        int nameTo = in.at;
        int valueFrom = in.at;
        int valueTo = in.at;
        while (in.next()) {
            if (in.field() == 1) {
                int label = in.enter();
                nameFrom = in.at;
                nameTo = in.end;
                in.leave(label);
            } else if (in.field() == 2) {
                int label = in.enter();
                valueFrom = in.at;
                valueTo = in.end;
                in.leave(label);
            } else {
                in.skip();
            }
        }
        in.leave(outer);
        out.addText(nameFrom, nameTo);
        out.addText(valueFrom, valueTo);
    }

    private static void readSample(ProtoReader in, RemoteSeries out) throws MessageException {
        int outer = in.enter();
        double value = 0;
        long time = 0;
        while (in.next()) {
            switch (in.field()) {
                case 1 -> value = in.float64();
                case 2 -> time = in.int64();
                default -> in.skip();
            }
        }
        in.leave(outer);
        out.addFloat(time, value, 0);
    }

    private static void readExemplar(ProtoReader in, RemoteSeries out) throws MessageException {
        int outer = in.enter();
        Labels.Builder labels = Labels.builder();
        int count = 0;
        double value = 0;
        long time = 0;
        while (in.next()) {
            switch (in.field()) {
                case 1 -> {
                    if (++count > Labels.MAX_SIZE) {
                        throw in.wrong("an exemplar has more than " + Labels.MAX_SIZE + " labels");
                    }
                    readLabel(in, labels);
                }
                case 2 -> value = in.float64();
                case 3 -> time = in.int64();
                default -> in.skip();
            }
        }
        in.leave(outer);
        out.addExemplar(new Exemplar(labels.build(), value, time));
    }

    private static void readLabel(ProtoReader in, Labels.Builder labels) throws MessageException {
        int outer = in.enter();
        String name = "";
        String value = "";
        while (in.next()) {
            switch (in.field()) {
                case 1 -> name = in.text();
                case 2 -> value = in.text();
                default -> in.skip();
            }
        }
        in.leave(outer);
        labels.set(name, value);
    }

    static void writeLabels(Labels labels, ProtoWriter out) {
        for (int i = 0; i < labels.size(); i++) {
            int label = out.begin(LABELS);
            out.text(1, labels.name(i));
            out.text(2, labels.value(i));
            out.end(label);
        }
    }

    static void writeFloat(long timeMillis, double value, ProtoWriter out) {
        int sample = out.begin(SAMPLES);
        out.float64(1, value);
        out.int64(2, timeMillis);
        out.end(sample);
    }

    static void writeHistogram(long timeMillis, Histogram h, ProtoWriter out) {
        int histogram = out.begin(HISTOGRAMS);
        HistogramMessage.write(h, timeMillis, false, out);
        out.end(histogram);
    }

    static void writeExemplar(Exemplar exemplar, ProtoWriter out) {
        int message = out.begin(EXEMPLARS);
        writeLabels(exemplar.labels(), out);
        out.float64(2, exemplar.value());
        out.int64(3, exemplar.timeMillis());
        out.end(message);
    }

    static void writeSamples(SampleColumn samples, ProtoWriter out) {
        for (int row = 0; row < samples.size; row++) {
            Histogram h = samples.histogram(row);
            if (h == null) {
                writeFloat(samples.times[row], samples.values[row], out);
            } else {
                writeHistogram(samples.times[row], h, out);
            }
        }
    }
}
