package io.gnomon.platform.tsdb.internal.block;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.Exemplar;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.Histogram.ResetHint;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.model.sample.SampleValues;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/** Series as targets produce them, with everything that may go wrong in a scrape. */
final class RandomSeries {
    /** A series of the test. */
    record Series(long group, SampleColumn samples, List<Exemplar> exemplars) {}

    static final long BEGIN = 1_700_000_000_000L;

    final TreeMap<Labels, Series> all = new TreeMap<>();
    private final Random random;
    private final int scrapes;

    RandomSeries(Random random, int targets, int scrapes) {
        this.random = random;
        this.scrapes = scrapes;
        for (int target = 0; target < targets; target++) {
            target("host-" + target + ":9100", target);
        }
        Labels odd = Labels.of("__name__", "long", "text", "x".repeat(20_000), "ü", "日本");
        add(odd, -1, column(times(5000, random.nextBoolean()), 0));
    }

    private long[] times(int interval, boolean jitter) {
        long[] times = new long[scrapes];
        for (int i = 0; i < scrapes; i++) {
            times[i] = BEGIN + (long) i * interval + (jitter ? random.nextInt(5) : 0);
        }
        return times;
    }

    private void target(String instance, int number) {
        long[] times = times(5000, number % 2 == 0);
        for (int kind = 0; kind < 14; kind++) {
            for (int cpu = 0; cpu < 3; cpu++) {
                Labels labels =
                        Labels.of(
                                "__name__",
                                "metric_" + kind,
                                "cpu",
                                "" + cpu,
                                "instance",
                                instance,
                                "job",
                                number % 3 == 0 ? "node" : "other");
                add(labels, number, column(times, kind));
            }
        }
    }

    private void add(Labels labels, long group, SampleColumn samples) {
        List<Exemplar> exemplars = new ArrayList<>();
        if (random.nextInt(10) == 0 && samples.size > 0) {
            exemplars.add(
                    new Exemplar(
                            Labels.of("trace", "t" + random.nextInt()), 1.5, samples.times[0]));
        }
        all.put(labels, new Series(group, samples, exemplars));
    }

    private SampleColumn column(long[] times, int kind) {
        SampleColumn column = new SampleColumn(8);
        int from = random.nextInt(4) == 0 ? random.nextInt(times.length) : 0;
        int to =
                random.nextInt(4) == 0
                        ? from + random.nextInt(times.length - from + 1)
                        : times.length;
        int missing = random.nextInt(6) == 0 ? 2 + random.nextInt(20) : 0;
        double sum = 0;
        for (int i = from; i < to; i++) {
            if (missing > 0 && random.nextInt(missing) == 0) {
                continue;
            }
            sum += random.nextInt(100);
            long time = kind == 12 ? times[i] + random.nextInt(1000) : times[i];
            switch (kind) {
                case 0 -> column.add(time, 1);
                case 1 -> column.add(time, sum);
                case 2 -> column.add(time, sum * 0.001);
                case 3 -> column.add(time, random.nextGaussian());
                case 4 -> column.add(time, Double.longBitsToDouble(random.nextLong()));
                case 5 -> column.add(time, random.nextInt(20) == 0 ? -0.0 : 0);
                case 6 -> column.add(time, histogram(sum, i % 100 > 80 ? 5 : 4));
                case 7 -> {
                    if (i % 50 < 25) {
                        column.add(time, sum);
                    } else {
                        column.add(time, histogram(sum, 3));
                    }
                }
                case 8 -> column.add(time, i > times.length / 2 ? 7 : random.nextInt());
                case 9 -> {
                    column.add(time, sum);
                    if (column.startTimes == null) {
                        column.startTimes = new long[times.length];
                    }
                    if (column.startTimes.length < column.times.length) {
                        column.startTimes = Arrays.copyOf(column.startTimes, column.times.length);
                    }
                    column.startTimes[column.size - 1] = i % 3 == 0 ? 0 : BEGIN - 1000 + i / 100;
                }
                default -> column.add(time, random.nextInt(1 << 20));
            }
        }
        if (column.size > 1 && column.histograms == null && random.nextInt(4) == 0) {
            column.values[column.size - 1] = SampleValues.STALE_NAN;
            column.values[column.size / 2] = SampleValues.STALE_NAN;
        }
        return column;
    }

    private Histogram histogram(double sum, int buckets) {
        double[] counts = new double[buckets];
        for (int i = 0; i < buckets; i++) {
            counts[i] = sum * i + random.nextInt(3);
        }
        return new Histogram(
                true,
                random.nextInt(30) == 0 ? ResetHint.UNKNOWN : ResetHint.NO_RESET,
                3,
                0x1p-128,
                1,
                sum * buckets,
                sum / 3,
                new int[] {0, buckets},
                counts,
                new int[0],
                new double[0],
                new double[0],
                0);
    }

    Series of(Labels labels) {
        return Objects.requireNonNull(all.get(labels));
    }

    /** All series that have samples. */
    SortedMap<Labels, Series> filled() {
        TreeMap<Labels, Series> filled = new TreeMap<>(all);
        filled.values().removeIf(series -> series.samples().size == 0);
        return filled;
    }

    long samples() {
        return all.values().stream().mapToLong(series -> series.samples().size).sum();
    }

    /** The part of the samples in a range, both ends included. */
    static SampleColumn part(SampleColumn of, long min, long max) {
        SampleColumn part = new SampleColumn(Math.max(1, of.size));
        for (int i = 0; i < of.size; i++) {
            if (of.times[i] < min || of.times[i] > max) {
                continue;
            }
            Histogram histogram = of.histogram(i);
            if (histogram == null) {
                part.add(of.times[i], of.values[i]);
            } else {
                part.add(of.times[i], histogram);
            }
            if (of.startTimes != null && of.startTimes[i] != 0) {
                if (part.startTimes == null) {
                    part.startTimes = new long[part.times.length];
                }
                part.startTimes[part.size - 1] = of.startTimes[i];
            }
        }
        return part;
    }

    SeriesFeed feed() {
        return feed(Long.MIN_VALUE, Long.MAX_VALUE);
    }

    /** Series and samples in a range. */
    SeriesFeed feed(long min, long max) {
        Iterator<Map.Entry<Labels, Series>> entries = all.entrySet().iterator();
        return new SeriesFeed() {
            private Map.Entry<Labels, Series> at = all.firstEntry();

            @Override
            public boolean next() {
                boolean more = entries.hasNext();
                if (more) {
                    at = entries.next();
                }
                return more;
            }

            @Override
            public Labels labels() {
                return at.getKey();
            }

            @Override
            public long timeColumn() {
                return at.getValue().group();
            }

            @Override
            public void samples(SampleColumn into) {
                into.clear();
                SampleColumn part = part(at.getValue().samples(), min, max);
                into.ensureCapacity(part.size);
                System.arraycopy(part.times, 0, into.times, 0, part.size);
                System.arraycopy(part.values, 0, into.values, 0, part.size);
                into.size = part.size;
                if (part.histograms != null) {
                    into.histograms = Arrays.copyOf(part.histograms, into.times.length);
                }
                if (part.startTimes != null) {
                    into.startTimes = Arrays.copyOf(part.startTimes, into.times.length);
                }
            }

            @Override
            public List<Exemplar> exemplars() {
                return at.getValue().exemplars().stream()
                        .filter(e -> e.timeMillis() >= min && e.timeMillis() <= max)
                        .toList();
            }

            @Override
            public void close() {}
        };
    }
}
