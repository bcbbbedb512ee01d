package io.gnomon.platform.promql.internal.differential;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.Histogram.ResetHint;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.model.sample.SampleValues;
import io.gnomon.model.storage.AppendBatch;
import io.gnomon.model.storage.Storage;
import io.gnomon.model.storage.StorageException;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** Series of all kinds over an hour and a half, the same for the same seed. */
final class GeneratedData {
    static final long START_MILLIS = 1_700_000_000_000L;
    static final long SPAN_MILLIS = 90 * 60_000L;

    private static final String[] INSTANCES = {"a:9100", "b:9100", "c:9100"};

    final Map<Labels, SampleColumn> series = new LinkedHashMap<>();
    private final Random random;

    GeneratedData(long seed) {
        random = new Random(seed);
        for (String instance : INSTANCES) {
            String job = instance.startsWith("a") ? "api" : "web";
            String[] target = {"instance", instance, "job", job};
            gauge(named("up", target), 15_000, () -> random.nextInt(20) == 0 ? 0 : 1);
            gauge(
                    named("build_info", target, "version", "1." + random.nextInt(3)),
                    15_000,
                    () -> 1);
            gauge(named("target_info", target, "os", "linux"), 60_000, () -> 1);
            gauge(named("memory_bytes", target), 15_000, () -> 1e9 * random.nextDouble());
            gauge(named("temperature", target), 30_000, this::special);
            for (String cpu : new String[] {"0", "1"}) {
                for (String mode : new String[] {"idle", "user", "system"}) {
                    counter(
                            named("cpu_seconds_total", target, "cpu", cpu, "mode", mode),
                            15_000,
                            15 * random.nextDouble(),
                            true);
                }
            }
            for (String code : new String[] {"200", "404", "500"}) {
                counter(named("requests_total", target, "code", code), 15_000, 30, false);
            }
            classic(target);
            nativeHistogram(named("rpc_seconds", target), 1, false);
        }
        counter(named("restarts", "instance", "a:9100"), 60_000, 1, false);
        nativeHistogram(named("queue_seconds", "instance", "a:9100"), 2, true);
        customHistogram(named("sizes", "instance", "b:9100"));
        mixed(named("mixed", "instance", "c:9100"));
        gauge(named("my.metric", "dotted.label", "x"), 30_000, random::nextGaussian);
        gauge(named("my.metric", "dotted.label", "y \"quoted\""), 30_000, random::nextGaussian);
    }

    private static Labels named(String name, String[] target, String... more) {
        String[] all = Arrays.copyOf(target, target.length + more.length);
        System.arraycopy(more, 0, all, target.length, more.length);
        return named(name, all);
    }

    private static Labels named(String name, String... pairs) {
        return Labels.of(pairs).with(Labels.METRIC_NAME, name);
    }

    private double special() {
        return switch (random.nextInt(40)) {
            case 0 -> Double.NaN;
            case 1 -> Double.POSITIVE_INFINITY;
            case 2 -> 0;
            default -> Math.round(200 * random.nextGaussian()) / 10.0;
        };
    }

    private interface Source {
        double next();
    }

    /** Appends at every interval, a little late, with gaps, some of which a marker begins. */
    private void every(int interval, SampleColumn into, Runnable append) {
        long time = START_MILLIS + random.nextInt(interval);
        while (time < START_MILLIS + SPAN_MILLIS) {
            if (random.nextInt(100) == 0) {
                if (random.nextBoolean() && into.histograms == null) {
                    into.add(time, SampleValues.STALE_NAN);
                }
                time += interval * (1L + random.nextInt(40));
                continue;
            }
            long now = time + (random.nextInt(4) == 0 ? random.nextInt(1000) : 0);
            clock = now;
            append.run();
            time += interval;
        }
    }

    private long clock;

    private void gauge(Labels labels, int interval, Source source) {
        SampleColumn column = new SampleColumn();
        every(interval, column, () -> column.add(clock, source.next()));
        series.put(labels, column);
    }

    private void counter(Labels labels, int interval, double speed, boolean fractions) {
        SampleColumn column = new SampleColumn();
        double[] value = {random.nextInt(1000)};
        every(
                interval,
                column,
                () -> {
                    double more = speed * random.nextDouble();
                    value[0] = random.nextInt(120) == 0 ? 0 : value[0];
                    value[0] += fractions ? more : Math.floor(more);
                    column.add(clock, value[0]);
                });
        series.put(labels, column);
    }

    private void classic(String[] target) {
        String[] bounds = {"0.1", "0.5", "1", "5", "+Inf"};
        SampleColumn[] columns = new SampleColumn[bounds.length + 2];
        Arrays.setAll(columns, i -> new SampleColumn());
        double[] counts = new double[bounds.length];
        double[] sum = {0};
        every(
                15_000,
                columns[0],
                () -> {
                    int observed = random.nextInt(20);
                    for (int i = 0; i < observed; i++) {
                        double value = Math.exp(random.nextGaussian() - 1);
                        sum[0] += value;
                        for (int b = 0; b < bounds.length; b++) {
                            boolean last = b == bounds.length - 1;
                            counts[b] += last || value <= Double.parseDouble(bounds[b]) ? 1 : 0;
                        }
                    }
                    for (int b = 0; b < bounds.length; b++) {
                        columns[b].add(clock, counts[b]);
                    }
                    columns[bounds.length].add(clock, counts[bounds.length - 1]);
                    columns[bounds.length + 1].add(clock, sum[0]);
                });
        for (int b = 0; b < bounds.length; b++) {
            series.put(named("latency_seconds_bucket", target, "le", bounds[b]), columns[b]);
        }
        series.put(named("latency_seconds_count", target), columns[bounds.length]);
        series.put(named("latency_seconds_sum", target), columns[bounds.length + 1]);
    }

    private void nativeHistogram(Labels labels, int schema, boolean gauge) {
        SampleColumn column = new SampleColumn();
        double[] positive = new double[10];
        Arrays.fill(positive, gauge ? 0 : 200);
        double[] negative = new double[3];
        double[] zeroSum = new double[2];
        every(
                15_000,
                column,
                () -> {
                    if (gauge || random.nextInt(100) == 0) {
                        // Far from zero, below which the peer's version extrapolates.
                        Arrays.fill(positive, gauge ? 0 : 200);
                        Arrays.fill(negative, 0);
                        Arrays.fill(zeroSum, 0);
                    }
                    for (int i = 0; i < 15; i++) {
                        int bucket = random.nextInt(positive.length);
                        positive[bucket]++;
                        zeroSum[1] += Math.pow(2, (bucket - 4.5) / (1 << schema));
                    }
                    zeroSum[0] += random.nextInt(3);
                    negative[random.nextInt(negative.length)] += random.nextInt(2);
                    column.add(
                            clock,
                            histogram(
                                    gauge ? ResetHint.GAUGE : ResetHint.UNKNOWN,
                                    random.nextInt(150) == 0 ? schema - 1 : schema,
                                    zeroSum,
                                    new int[] {-4, 4, 1, 6},
                                    positive.clone(),
                                    negative.clone(),
                                    new double[0]));
                });
        series.put(labels, column);
    }

    private static Histogram histogram(
            ResetHint hint,
            int schema,
            double[] zeroSum,
            int[] spans,
            double[] positive,
            double[] negative,
            double[] bounds) {
        double count = zeroSum[0] + Arrays.stream(positive).sum() + Arrays.stream(negative).sum();
        return new Histogram(
                false,
                hint,
                schema,
                bounds.length > 0 ? 0 : 0.001,
                zeroSum[0],
                count,
                zeroSum[1],
                spans,
                positive,
                negative.length > 0 ? new int[] {0, negative.length} : new int[0],
                negative,
                bounds,
                0);
    }

    private void customHistogram(Labels labels) {
        SampleColumn column = new SampleColumn();
        double[] positive = {300, 300, 300, 300, 300};
        double[] zeroSum = new double[2];
        every(
                15_000,
                column,
                () -> {
                    for (int i = 0; i < 10; i++) {
                        int bucket = random.nextInt(positive.length);
                        positive[bucket]++;
                        zeroSum[1] += 10.0 * bucket;
                    }
                    column.add(
                            clock,
                            histogram(
                                    ResetHint.UNKNOWN,
                                    Histogram.CUSTOM_BUCKETS_SCHEMA,
                                    zeroSum,
                                    new int[] {0, 5},
                                    positive.clone(),
                                    new double[0],
                                    new double[] {5, 10, 20, 40}));
                });
        series.put(labels, column);
    }

    /** Floats and histograms in one series. */
    private void mixed(Labels labels) {
        SampleColumn column = new SampleColumn();
        double[] positive = {300, 300, 300, 300};
        every(
                15_000,
                column,
                () -> {
                    boolean histogram = (clock / 600_000) % 2 == 0;
                    positive[random.nextInt(4)]++;
                    if (histogram) {
                        column.add(
                                clock,
                                histogram(
                                        ResetHint.UNKNOWN,
                                        0,
                                        new double[] {0, Arrays.stream(positive).sum()},
                                        new int[] {0, 4},
                                        positive.clone(),
                                        new double[0],
                                        new double[0]));
                    } else {
                        column.add(clock, Arrays.stream(positive).sum());
                    }
                });
        series.put(labels, column);
    }

    /**
     * How large the numbers are that may go into a query at one time: of all series whose metric it
     * names, the largest value of each, added up.
     */
    double magnitude(String query) {
        boolean ofTime = query.contains("ts_of") || query.contains("time(");
        double sum = ofTime ? series.size() * START_MILLIS / 1000.0 : 0;
        for (Map.Entry<Labels, SampleColumn> one : series.entrySet()) {
            SampleColumn column = one.getValue();
            if (query.contains(one.getKey().metricName())) {
                sum +=
                        IntStream.range(0, column.size)
                                .mapToDouble(row -> magnitude(column, row))
                                .filter(Double::isFinite)
                                .max()
                                .orElse(0);
            }
        }
        return sum;
    }

    private static double magnitude(SampleColumn column, int row) {
        Histogram histogram = column.histogram(row);
        return histogram == null
                ? Math.abs(column.values[row])
                : Math.abs(histogram.sum()) + histogram.count();
    }

    void into(Storage storage) throws StorageException {
        try (AppendBatch batch = storage.batch("generated", START_MILLIS)) {
            series.forEach((labels, column) -> {
                long reference = batch.series(labels);
                for (int row = 0; row < column.size; row++) {
                    Histogram histogram = column.histogram(row);
                    if (histogram == null) {
                        batch.append(reference, column.times[row], column.values[row]);
                    } else {
                        batch.append(reference, column.times[row], histogram);
                    }
                }
            });
            batch.commit(AppendBatch.Durability.VISIBLE);
        }
    }
}
