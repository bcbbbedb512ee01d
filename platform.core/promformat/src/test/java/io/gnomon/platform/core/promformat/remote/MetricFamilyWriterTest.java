package io.gnomon.platform.core.promformat.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.MetricType;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Field numbers after prometheus/client_model, io/prometheus/client/metrics.proto. */
class MetricFamilyWriterTest {
    private static final Set<String> MESSAGES =
            Set.of(
                    ".4", ".4.1", ".4.2", ".4.3", ".4.4", ".4.4.3", ".4.5", ".4.7", ".4.7.3",
                    ".4.7.9", ".4.7.12");
    private static final Set<String> PACKED = Set.of(".4.7.11", ".4.7.14");
    private static final Set<String> SIGNED = Set.of(".4.7.5", ".4.7.9.1", ".4.7.12.1");

    /** The families, a line each: number of the field and its value. */
    private static List<String> families(byte[] bytes) throws MessageException {
        ProtoReader in = new ProtoReader();
        in.reset(bytes, 0, bytes.length);
        List<String> families = new ArrayList<>();
        while (in.at < in.end) {
            int end = (int) in.varint() + in.at;
            in.end = end;
            families.add(fields(in, ""));
            in.at = end;
            in.end = bytes.length;
        }
        return families;
    }

    private static String fields(ProtoReader in, String path) throws MessageException {
        StringBuilder out = new StringBuilder();
        while (in.next()) {
            String here = path + "." + in.field();
            out.append(out.isEmpty() ? "" : " ").append(in.field());
            if (MESSAGES.contains(here)) {
                int outer = in.enter();
                out.append('{').append(fields(in, here)).append('}');
                in.leave(outer);
            } else if (PACKED.contains(here)) {
                int outer = in.enter();
                out.append(":");
                while (in.at < in.end) {
                    out.append(in.fixed64()).append(';');
                }
                in.leave(outer);
            } else if (in.is(ProtoReader.BYTES)) {
                out.append(":\"").append(in.text()).append('"');
            } else if (in.is(ProtoReader.FIXED64)) {
                out.append(':').append(in.float64());
            } else {
                out.append(':').append(SIGNED.contains(here) ? in.sint64() : in.int64());
            }
        }
        return out.toString();
    }

    @Test
    void familiesOfAllKinds() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        MetricFamilyWriter writer = new MetricFamilyWriter(bytes);
        writer.family("a", MetricType.UNKNOWN);
        writer.untyped(new String[] {"i", "1", "instance", ""}, 1000, 0);
        writer.untyped(new String[] {}, -1, Double.NEGATIVE_INFINITY);
        writer.family("h", MetricType.GAUGE_HISTOGRAM);
        Histogram histogram =
                new Histogram(
                        true,
                        Histogram.ResetHint.GAUGE,
                        -1,
                        0.25,
                        1,
                        6,
                        5.5,
                        new int[] {-2, 1, 3, 1},
                        new double[] {1, 2},
                        new int[] {0, 1},
                        new double[] {2},
                        new double[0],
                        0);
        writer.histogram(new String[] {"i", "ü"}, 5, histogram);
        writer.classic(new String[] {}, 6, 7, 8.5, new double[] {1, 2}, new double[] {0, 3});
        writer.classic(new String[] {}, 6, 7, 8.5, new double[] {1}, new double[] {0.5});
        writer.finish();
        assertEquals(
                List.of(
                        "1:\"a\" 3:3"
                                + " 4{1{1:\"i\" 2:\"1\"} 1{1:\"instance\"} 6:1000 5{1:0.0}}"
                                + " 4{6:-1 5{1:-Infinity}}",
                        "1:\"h\" 3:5"
                                + " 4{1{1:\"i\" 2:\"ü\"} 6:5 7{2:5.5 4:6.0 5:-1 6:0.25 8:1.0"
                                + " 9{2:1} 11:2.0; 12{1:-2 2:1} 12{1:3 2:1} 14:1.0;2.0;}}"
                                + " 4{6:6 7{1:7 2:8.5 3{1:0 2:1.0} 3{1:3 2:2.0}}}"
                                + " 4{6:6 7{2:8.5 3{2:1.0 4:0.5} 4:7.0}}"),
                families(bytes.toByteArray()));
    }

    @Test
    void whatExportersReport() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        MetricFamilyWriter writer = new MetricFamilyWriter(bytes);
        String[] none = {};
        long noTime = MetricFamilyWriter.NO_TIME;
        writer.family("c_total", MetricType.COUNTER, "Help.", "");
        writer.number(MetricType.COUNTER, none, noTime, 3);
        writer.family("g", MetricType.GAUGE, "", "seconds");
        writer.number(MetricType.GAUGE, new String[] {"l", "v"}, 7, 0);
        writer.family("u", MetricType.UNKNOWN);
        writer.number(MetricType.UNKNOWN, none, noTime, 1);
        writer.family("s", MetricType.SUMMARY);
        writer.summary(none, noTime, 4, 2.5, new double[] {0.5}, new double[] {0.25});
        writer.finish();
        assertEquals(
                List.of(
                        "1:\"c_total\" 2:\"Help.\" 3:0 4{3{1:3.0}}",
                        "1:\"g\" 3:1 5:\"seconds\" 4{1{1:\"l\" 2:\"v\"} 6:7 2{1:0.0}}",
                        "1:\"u\" 3:3 4{5{1:1.0}}",
                        "1:\"s\" 3:2 4{4{1:4 2:2.5 3{1:0.5 2:0.25}}}"),
                families(bytes.toByteArray()));
    }
}
