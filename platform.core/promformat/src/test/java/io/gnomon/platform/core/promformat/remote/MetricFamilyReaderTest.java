package io.gnomon.platform.core.promformat.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.Exemplar;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.MetricMetadata;
import io.gnomon.model.sample.MetricType;
import io.gnomon.platform.core.promformat.remote.MetricFamilyReader.Histograms;
import io.gnomon.platform.testkit.PeerData;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;

/** Field numbers after prometheus/client_model, io/prometheus/client/metrics.proto. */
class MetricFamilyReaderTest {
    private static final Histograms CLASSIC = new Histograms(false, false, false);
    private static final Histograms NATIVE = new Histograms(true, false, false);
    private static final Histograms CUSTOM = new Histograms(true, true, false);
    private static final long NO_TIME = MetricFamilyWriter.NO_TIME;

    /** What was visited, a line each. */
    private static final class Lines implements MetricFamilyVisitor {
        final List<String> lines = new ArrayList<>();
        String family = "";

        @Override
        public void family(String name, MetricMetadata metadata) {
            family = name;
            lines.add("# " + name + " " + metadata.type() + " " + metadata.help());
        }

        @Override
        public void sample(String suffix, String[] labels, long timeMillis, double value) {
            lines.add(family + suffix + Arrays.toString(labels) + " " + value + time(timeMillis));
        }

        @Override
        public void histogram(String[] labels, long timeMillis, Histogram h) {
            lines.add(
                    family
                            + Arrays.toString(labels)
                            + " "
                            + h
                            + Arrays.toString(h.positiveSpans())
                            + Arrays.toString(h.customBounds())
                            + h.resetHint()
                            + time(timeMillis)
                            + (h.startTimeMillis() == 0 ? "" : " since " + h.startTimeMillis()));
        }

        private static String time(long timeMillis) {
            return timeMillis == NO_TIME ? "" : " @" + timeMillis;
        }

        @Override
        public void startTime(long startTimeMillis) {
            if (startTimeMillis != 0) {
                lines.add("since " + startTimeMillis);
            }
        }

        @Override
        public void exemplar(Exemplar exemplar) {
            lines.add("exemplar " + exemplar);
        }
    }

    private static List<String> read(byte[] bytes, Histograms wanted) throws MessageException {
        Lines lines = new Lines();
        new MetricFamilyReader(wanted).read(bytes, bytes.length, lines);
        return lines.lines;
    }

    @Test
    void readsWhatTheWriterWrote() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        MetricFamilyWriter writer = new MetricFamilyWriter(bytes);
        String[] none = {};
        writer.family("c_total", MetricType.COUNTER, "Help.", "");
        writer.number(MetricType.COUNTER, none, NO_TIME, 3);
        writer.family("g", MetricType.GAUGE, "", "seconds");
        writer.number(MetricType.GAUGE, new String[] {"l", "ü"}, 7, Double.NaN);
        writer.family("u", MetricType.UNKNOWN);
        writer.number(MetricType.UNKNOWN, none, -1, Double.NEGATIVE_INFINITY);
        writer.family("s", MetricType.SUMMARY);
        writer.summary(none, NO_TIME, 4, 2.5, new double[] {0.5}, new double[] {0.25});
        writer.family("h", MetricType.HISTOGRAM);
        writer.classic(none, NO_TIME, 7, 8.5, new double[] {0.25, 2}, new double[] {0, 3});
        writer.finish();
        assertEquals(
                List.of(
                        "# c_total COUNTER Help.",
                        "c_total[] 3.0",
                        "# g GAUGE ",
                        "g[l, ü] NaN @7",
                        "# u UNKNOWN ",
                        "u[] -Infinity @-1",
                        "# s SUMMARY ",
                        "s_count[] 4.0",
                        "s_sum[] 2.5",
                        "s[quantile, 0.5] 0.25",
                        "# h HISTOGRAM ",
                        "h_count[] 7.0",
                        "h_sum[] 8.5",
                        "h_bucket[le, 0.25] 0.0",
                        "h_bucket[le, 2.0] 3.0",
                        "h_bucket[le, +Inf] 7.0"),
                read(bytes.toByteArray(), NATIVE));
    }

    /** To put hundreds of thousands in order would take minutes. */
    @Test
    void moreLabelsThanASeriesMayHave() {
        ProtoWriter message = new ProtoWriter();
        ProtoWriter family = new ProtoWriter();
        family.text(1, "x");
        int metric = family.begin(4);
        for (int i = 0; i <= Labels.MAX_SIZE; i++) {
            int label = family.begin(1);
            family.text(1, "name" + i);
            family.text(2, "v");
            family.end(label);
        }
        family.end(metric);
        message.varint(family.size());
        message.raw(family.bytes(), family.size());
        byte[] bytes = Arrays.copyOf(message.bytes(), message.size());
        MessageException e = assertThrows(MessageException.class, () -> read(bytes, CLASSIC));
        assertTrue(String.valueOf(e.getMessage()).contains("more than 4096 labels"), e::getMessage);
    }

    /** Exponential and classic buckets, start time, exemplars of both. */
    private static byte[] both() {
        ProtoWriter family = new ProtoWriter();
        int metric = family.begin(4); // before name and type, as any order is allowed
        int histogram = family.begin(7);
        family.number(1, 6);
        family.fixed(2, 5.5);
        for (int i = 0; i < 2; i++) {
            int bucket = family.begin(3);
            family.number(1, 2 + 4 * i);
            family.fixed(2, i == 0 ? 1 : Double.POSITIVE_INFINITY);
            exemplar(family, 3, "of bucket " + i);
            family.end(bucket);
        }
        family.number(5, ProtoWriter.zigzag(-1));
        family.fixed(6, 0.25);
        family.number(7, 1);
        int span = family.begin(12);
        family.number(1, ProtoWriter.zigzag(-2));
        family.number(2, 2);
        family.end(span);
        family.number(13, ProtoWriter.zigzag(3));
        family.number(13, ProtoWriter.zigzag(-1));
        int start = family.begin(15);
        family.number(1, 1_700_000_000);
        family.number(2, 250_000_000);
        family.end(start);
        exemplar(family, 16, "native");
        family.end(histogram);
        family.end(metric);
        family.text(1, "h");
        family.number(3, 4);
        ProtoWriter out = new ProtoWriter();
        out.varint(family.size());
        byte[] length = Arrays.copyOf(out.bytes(), out.size());
        byte[] all = Arrays.copyOf(length, length.length + family.size());
        System.arraycopy(family.bytes(), 0, all, length.length, family.size());
        return all;
    }

    private static void exemplar(ProtoWriter out, int field, String trace) {
        int exemplar = out.begin(field);
        int label = out.begin(1);
        out.text(1, "trace");
        out.text(2, trace);
        out.end(label);
        out.fixed(2, 0.5);
        out.end(exemplar);
    }

    private static String exemplar(String trace) {
        return "exemplar " + new Exemplar(Labels.of("trace", trace), 0.5, 0);
    }

    @Test
    void histogramsAreReadAsIsWanted() throws Exception {
        List<String> exponential =
                List.of(
                        "# h HISTOGRAM ",
                        "h[] {schema:-1, count:6.0, sum:5.5, zero:1.0, positive:[3.0, 2.0],"
                                + " negative:[]}[-2, 2][]UNKNOWN since 1700000000250",
                        exemplar("native"),
                        exemplar("of bucket 0"),
                        exemplar("of bucket 1"));
        List<String> classic =
                List.of(
                        "h_count[] 6.0",
                        "since 1700000000250",
                        "h_sum[] 5.5",
                        "since 1700000000250",
                        "h_bucket[le, 1.0] 2.0",
                        "since 1700000000250",
                        exemplar("of bucket 0"),
                        "h_bucket[le, +Inf] 6.0",
                        "since 1700000000250",
                        exemplar("of bucket 1"));
        assertEquals(exponential, read(both(), NATIVE));
        List<String> expected = new ArrayList<>(exponential);
        expected.addAll(classic);
        assertEquals(expected, read(both(), new Histograms(true, false, true)));
        expected = new ArrayList<>(exponential.subList(0, 1));
        expected.addAll(classic);
        assertEquals(expected, read(both(), CLASSIC));
    }

    @Test
    void classicHistogramsBecomeOnesWithCustomBuckets() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        MetricFamilyWriter writer = new MetricFamilyWriter(bytes);
        writer.family("h", MetricType.HISTOGRAM);
        writer.classic(
                new String[] {"a", "b"}, 6, 7, 8.5, new double[] {1, 2}, new double[] {2, 3});
        writer.finish();
        assertEquals(
                List.of(
                        "# h HISTOGRAM ",
                        "h[a, b] {schema:-53, count:7.0, sum:8.5, zero:0.0,"
                                + " positive:[2.0, 1.0, 4.0], negative:[]}[0, 3][1.0, 2.0]UNKNOWN"
                                + " @6"),
                read(bytes.toByteArray(), CUSTOM));
    }

    @Test
    void readsThePeersBodies() throws Exception {
        byte[] body = Files.readAllBytes(PeerData.folder("exposition/expfmt/protobuf"));
        List<String> lines = read(body, CLASSIC);
        assertTrue(lines.size() > 100, lines.size() + " lines");
        byte[] packed = Files.readAllBytes(PeerData.folder("exposition/expfmt/protobuf.gz"));
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            assertEquals(lines, read(in.readAllBytes(), CLASSIC));
        }
        List<String> several =
                read(
                        Files.readAllBytes(
                                PeerData.folder("exposition/expfmt/protobuf-multimessage")),
                        CLASSIC);
        assertEquals(
                6,
                several.stream().filter(line -> line.startsWith("# ")).count(),
                several::toString);
    }

    @Test
    void brokenBodiesAreRefusedInWords() throws Exception {
        byte[] body = both();
        for (int length = 1; length < body.length; length++) {
            byte[] cut = Arrays.copyOf(body, length);
            assertThrows(MessageException.class, () -> read(cut, NATIVE), "cut at " + length);
        }
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            byte[] bent = body.clone();
            bent[random.nextInt(bent.length)] = (byte) random.nextInt();
            bent[random.nextInt(bent.length)] = (byte) random.nextInt();
            try {
                read(bent, new Histograms(true, true, true));
            } catch (MessageException e) {
                assertTrue(String.valueOf(e.getMessage()).contains("cannot be read"), e::toString);
            }
        }
    }
}
