package io.gnomon.platform.tsdb.internal.block;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.labels.Matcher;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.model.sample.SampleValues;
import io.gnomon.model.storage.SampleReader;
import io.gnomon.model.storage.Selection;
import io.gnomon.platform.tsdb.internal.codec.ByteSink;
import io.gnomon.platform.tsdb.internal.codec.ByteSource;
import io.gnomon.platform.tsdb.internal.codec.FloatColumn;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Not a test: writes recorded scrapes as blocks and prints what they take. Arguments: a folder of
 * bodies named {@code MILLIS.txt}, how many copies of the target, most scrapes, {@code jitter} or
 * {@code regular}, seconds between scrapes.
 */
final class MeasureBlocks {
    private MeasureBlocks() {}

    public static void main(String[] args) throws Exception {
        Path recorded = Path.of(args[0]);
        int copies = Integer.parseInt(args[1]);
        int most = Integer.parseInt(args[2]);
        boolean jitter = args[3].equals("jitter");
        long interval = Long.parseLong(args[4]) * 1000;
        Map<String, double[]> values = load(recorded, most);
        int scrapes = values.values().iterator().next().length;
        TreeMap<Labels, RandomSeries.Series> all = new TreeMap<>();
        Random random = new Random(1);
        for (int copy = 0; copy < copies; copy++) {
            long[] times = new long[scrapes];
            for (int i = 0; i < scrapes; i++) {
                times[i] =
                        RandomSeries.BEGIN
                                + i * interval
                                + copy * interval / copies
                                + (jitter ? random.nextInt(7) : 0);
            }
            for (Map.Entry<String, double[]> entry : values.entrySet()) {
                all.put(labels(entry.getKey(), copy), series(copy, times, entry.getValue()));
            }
        }
        RandomSeries feed = new RandomSeries(random, 0, 1);
        feed.all.clear();
        feed.all.putAll(all);
        Path blocks = Files.createTempDirectory("measure-blocks");
        for (boolean compressed : new boolean[] {false, true}) {
            for (int round = 0; round < 3; round++) {
                measure(blocks, feed, compressed, round == 2);
            }
        }
        BlockWriter.delete(blocks);
        for (int each : new int[] {120, 240, 480}) {
            for (int round = 0; round < 3; round++) {
                measureColumns(feed, each, round == 2);
            }
        }
    }

    private static void measureColumns(RandomSeries feed, int values, boolean print)
            throws IOException {
        FloatColumn column = new FloatColumn();
        ByteSink out = new ByteSink(1 << 20);
        double[] back = new double[values];
        long samples = 0;
        long begin = cpuNanos();
        for (RandomSeries.Series series : feed.all.values()) {
            int size = series.samples().size;
            for (int from = 0; from < size; from += values) {
                column.encode(series.samples().values, from, Math.min(values, size - from), out);
            }
            samples += size;
        }
        long encode = cpuNanos() - begin;
        ByteSource in = new ByteSource(out.array(), 0, out.size());
        begin = cpuNanos();
        for (RandomSeries.Series series : feed.all.values()) {
            int size = series.samples().size;
            for (int from = 0; from < size; from += values) {
                column.decode(in, Math.min(values, size - from), back, 0);
            }
        }
        long decode = cpuNanos() - begin;
        if (print) {
            System.out.printf(
                    "%d values a column: %.4f B, encode %.1f ns, decode %.2f ns a sample%n",
                    values,
                    (double) out.size() / samples,
                    (double) encode / samples,
                    (double) decode / samples);
        }
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static void measure(Path blocks, RandomSeries feed, boolean compressed, boolean print)
            throws Exception {
        long begin = cpuNanos();
        BlockMeta meta =
                BlockWriter.write(
                        blocks,
                        BlockTest.plan(compressed),
                        feed.feed(),
                        Map.of(),
                        FileChannel::open);
        long write = cpuNanos() - begin;
        if (meta == null) {
            throw new IllegalStateException("no samples");
        }
        double samples = meta.stats().samples();
        try (Block block = Block.open(blocks.resolve(meta.id()), FileChannel::open)) {
            begin = cpuNanos();
            block.verify();
            long verify = cpuNanos() - begin;
            begin = cpuNanos();
            long read = read(block, List.of());
            long scan = cpuNanos() - begin;
            begin = cpuNanos();
            for (int i = 0; i < 100; i++) {
                read(
                        block,
                        List.of(
                                Matcher.equal("instance", "host-1:9100"),
                                Matcher.equal("__name__", "node_load1")));
            }
            long one = (cpuNanos() - begin) / 100;
            if (print) {
                report(meta, samples, write, verify, scan, read, one);
            }
        }
        BlockWriter.delete(blocks.resolve(meta.id()));
    }

    private static void report(
            BlockMeta meta,
            double samples,
            long write,
            long verify,
            long scan,
            long read,
            long one) {
        Map<String, Long> bytes = new TreeMap<>(meta.stats().bytes());
        double series = meta.stats().series();
        long index =
                bytes.entrySet().stream()
                        .filter(e -> !e.getKey().equals("chunks") && !e.getKey().equals("times"))
                        .mapToLong(Map.Entry::getValue)
                        .sum();
        System.out.printf(
                "%s: %,.0f samples of %,.0f series in %,d chunks, %d time columns%n",
                meta.plan().compressed() ? "zstd" : "plain",
                samples,
                series,
                meta.stats().chunks(),
                meta.stats().timeColumns());
        System.out.printf("  %s%n", bytes);
        System.out.printf(
                "  B/sample: %.4f all, %.4f chunks, %.4f times; index %.1f B/series%n",
                meta.stats().diskBytes() / samples,
                bytes.getOrDefault("chunks", 0L) / samples,
                bytes.getOrDefault("times", 0L) / samples,
                index / series);
        System.out.printf(
                "  CPU ns/sample: write %.1f, verify %.1f, select and read all %.2f (%,d); one"
                        + " series %.3f ms%n",
                write / samples, verify / samples, scan / samples, read, one / 1e6);
    }

    private static long read(Block block, List<Matcher> matchers) throws Exception {
        Selection found = block.select(matchers, Long.MIN_VALUE, Long.MAX_VALUE);
        SampleColumn column = new SampleColumn();
        long samples = 0;
        try (SampleReader reader = found.reader()) {
            for (int i = 0; i < found.size(); i++) {
                reader.read(i, column);
                samples += column.size;
            }
        }
        return samples;
    }

    private static RandomSeries.Series series(int group, long[] times, double[] values) {
        SampleColumn column = new SampleColumn(times.length);
        boolean gone = false;
        for (int i = 0; i < times.length; i++) {
            // A marker where a series is first missing, nothing after it.
            boolean missing = SampleValues.isStale(values[i]);
            if (!missing || (!gone && column.size > 0)) {
                column.add(times[i], values[i]);
            }
            gone = missing;
        }
        return new RandomSeries.Series(group, column, List.of());
    }

    private static Labels labels(String series, int copy) {
        Labels.Builder labels = Labels.builder();
        int brace = series.indexOf('{');
        labels.set("__name__", brace < 0 ? series : series.substring(0, brace));
        labels.set("instance", "host-" + copy + ":9100").set("job", "node");
        int at = brace < 0 ? series.length() : brace + 1;
        while (at < series.length() && series.charAt(at) != '}') {
            int equals = series.indexOf('=', at);
            int end = equals + 2;
            while (series.charAt(end) != '"') {
                end += series.charAt(end) == '\\' ? 2 : 1;
            }
            labels.set(series.substring(at, equals), series.substring(equals + 2, end));
            at = series.charAt(end + 1) == ',' ? end + 2 : end + 1;
        }
        return labels.build();
    }

    private static Map<String, double[]> load(Path folder, int most) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.sorted().limit(most).toList();
        }
        Map<String, double[]> values = new TreeMap<>();
        for (int i = 0; i < files.size(); i++) {
            for (String line : Files.readAllLines(files.get(i))) {
                if (!line.startsWith("#")) {
                    int space = line.lastIndexOf(' ');
                    values.computeIfAbsent(line.substring(0, space), s -> empty(files.size()))[i] =
                            value(line.substring(space + 1));
                }
            }
        }
        return values;
    }

    private static double[] empty(int n) {
        double[] empty = new double[n];
        Arrays.fill(empty, SampleValues.STALE_NAN);
        return empty;
    }

    private static double value(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            case "NaN" -> Double.longBitsToDouble(SampleValues.NORMAL_NAN_BITS);
            default -> Double.parseDouble(text);
        };
    }
}
