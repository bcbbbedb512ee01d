package io.gnomon.platform.core.promformat.remote;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.Exemplar;
import io.gnomon.model.sample.MetricMetadata;
import io.gnomon.model.sample.MetricType;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads the exposition format in protobuf: each {@code io.prometheus.client.MetricFamily} behind
 * its length (prometheus/client_model, io/prometheus/client/metrics.proto). The other side of
 * {@link MetricFamilyWriter}. For one thread at a time, reused.
 */
public final class MetricFamilyReader {
    private static final MetricType[] TYPES = {
        MetricType.COUNTER,
        MetricType.GAUGE,
        MetricType.SUMMARY,
        MetricType.UNKNOWN,
        MetricType.HISTOGRAM,
        MetricType.GAUGE_HISTOGRAM
    };
    private static final int MILLIS_A_SECOND = 1000;
    private static final int NANOS_A_MILLI = 1_000_000;

    private final ProtoReader in = new ProtoReader();
    private final ClientHistogram histogram;
    private final List<String> labels = new ArrayList<>();

    /**
     * What is made of histograms.
     *
     * @param natives those with exponential buckets are read as such
     * @param customBuckets classic ones become native ones with custom buckets
     * @param classicToo the classic series of both are read as well
     */
    public record Histograms(boolean natives, boolean customBuckets, boolean classicToo) {}

    public MetricFamilyReader(Histograms wanted) {
        this.histogram = new ClientHistogram(in, wanted);
    }

    /**
     * Reads all families.
     *
     * @param length of the bytes that count
     * @throws MessageException with a sentence; what came before it has been visited
     */
    public void read(byte[] bytes, int length, MetricFamilyVisitor visitor)
            throws MessageException {
        in.reset(bytes, 0, length);
        while (in.at < length) {
            long size = in.varint();
            if (size < 0 || size > length - in.at) {
                throw in.wrong("a family of " + size + " bytes does not end in it");
            }
            in.end = in.at + (int) size;
            family(visitor);
            in.end = length;
        }
    }

    /** Metrics may stand before the type, so the family is read twice. */
    private void family(MetricFamilyVisitor visitor) throws MessageException {
        int from = in.at;
        String name = "";
        String help = "";
        String unit = "";
        int type = 0;
        while (in.next()) {
            switch (in.field()) {
                case 1 -> name = in.text();
                case 2 -> help = in.text();
                case 3 -> type = (int) in.int64();
                case 5 -> unit = in.text();
                default -> in.skip();
            }
        }
        if (name.isEmpty()) {
            throw in.wrong("a family has no name");
        }
        if (type < 0 || type >= TYPES.length) {
            throw in.wrong("family " + name + " has type " + type);
        }
        visitor.family(name, new MetricMetadata(TYPES[type], help, unit));
        in.at = from;
        while (in.next()) {
            if (in.field() == 4) {
                int outer = in.enter();
                metric(TYPES[type], visitor);
                in.leave(outer);
            } else {
                in.skip();
            }
        }
    }

    /** Labels and time may stand behind the value, so it is read last. */
    private void metric(MetricType type, MetricFamilyVisitor visitor) throws MessageException {
        int from = in.at;
        labels.clear();
        long time = MetricFamilyWriter.NO_TIME;
        while (in.next()) {
            switch (in.field()) {
                case 1 -> label(in, labels);
                case 6 -> time = in.int64();
                default -> in.skip();
            }
        }
        String[] names = labels.toArray(String[]::new);
        int wanted =
                switch (type) {
                    case COUNTER -> 3;
                    case GAUGE -> 2;
                    case SUMMARY -> 4;
                    case HISTOGRAM, GAUGE_HISTOGRAM -> 7;
                    default -> 5;
                };
        in.at = from;
        while (in.next()) {
            if (in.field() != wanted) {
                in.skip();
                continue;
            }
            int outer = in.enter();
            switch (wanted) {
                case 4 -> summary(names, time, visitor);
                case 7 -> histogram.read(names, time, type == MetricType.GAUGE_HISTOGRAM, visitor);
                default -> number(names, time, visitor);
            }
            in.leave(outer);
        }
    }

    private void number(String[] names, long time, MetricFamilyVisitor visitor)
            throws MessageException {
        double value = 0;
        long start = 0;
        Exemplar exemplar = null;
        while (in.next()) {
            switch (in.field()) {
                case 1 -> value = in.float64();
                case 2 -> exemplar = exemplar(in);
                case 3 -> start = timestamp(in);
                default -> in.skip();
            }
        }
        visitor.sample("", names, time, value);
        visitor.startTime(start);
        if (exemplar != null) {
            visitor.exemplar(exemplar);
        }
    }

    private void summary(String[] names, long time, MetricFamilyVisitor visitor)
            throws MessageException {
        int from = in.at;
        double count = 0;
        double sum = 0;
        long start = 0;
        while (in.next()) {
            switch (in.field()) {
                case 1 -> count = unsigned(in.int64());
                case 2 -> sum = in.float64();
                case 4 -> start = timestamp(in);
                default -> in.skip();
            }
        }
        visitor.sample("_count", names, time, count);
        visitor.startTime(start);
        visitor.sample("_sum", names, time, sum);
        visitor.startTime(start);
        in.at = from;
        while (in.next()) {
            if (in.field() == 3) {
                int outer = in.enter();
                quantile(names, time, visitor);
                in.leave(outer);
            } else {
                in.skip();
            }
        }
    }

    private void quantile(String[] names, long time, MetricFamilyVisitor visitor)
            throws MessageException {
        double rank = 0;
        double value = 0;
        while (in.next()) {
            switch (in.field()) {
                case 1 -> rank = in.float64();
                case 2 -> value = in.float64();
                default -> in.skip();
            }
        }
        visitor.sample("", with(names, "quantile", rank), time, value);
    }

    /** The labels and one more, whose value is a number. */
    static String[] with(String[] names, String name, double number) {
        String[] more = Arrays.copyOf(names, names.length + 2);
        more[names.length] = name;
        more[names.length + 1] =
                number == Double.POSITIVE_INFINITY ? "+Inf" : Double.toString(number);
        return more;
    }

    static double unsigned(long number) {
        return number >= 0 ? number : (number >>> 1) * 2.0;
    }

    private static void label(ProtoReader in, List<String> into) throws MessageException {
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
        if (into.size() == 2 * Labels.MAX_SIZE) {
            throw in.wrong("a metric has more than " + Labels.MAX_SIZE + " labels");
        }
        into.add(name);
        into.add(value);
    }

    static Exemplar exemplar(ProtoReader in) throws MessageException {
        int outer = in.enter();
        List<String> names = new ArrayList<>();
        double value = 0;
        long time = 0;
        while (in.next()) {
            switch (in.field()) {
                case 1 -> label(in, names);
                case 2 -> value = in.float64();
                case 3 -> time = timestamp(in);
                default -> in.skip();
            }
        }
        in.leave(outer);
        Labels.Builder labels = Labels.builder();
        for (int i = 0; i < names.size(); i += 2) {
            labels.set(names.get(i), names.get(i + 1));
        }
        return new Exemplar(labels.build(), value, time);
    }

    /** A {@code google.protobuf.Timestamp}, in milliseconds. */
    static long timestamp(ProtoReader in) throws MessageException {
        int outer = in.enter();
        long seconds = 0;
        long nanos = 0;
        while (in.next()) {
            switch (in.field()) {
                case 1 -> seconds = in.int64();
                case 2 -> nanos = in.int64();
                default -> in.skip();
            }
        }
        in.leave(outer);
        return seconds * MILLIS_A_SECOND + nanos / NANOS_A_MILLI;
    }
}
