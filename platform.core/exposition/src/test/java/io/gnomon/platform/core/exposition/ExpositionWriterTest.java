package io.gnomon.platform.core.exposition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.Exemplar;
import io.gnomon.model.sample.MetricType;
import io.gnomon.spi.exporter.MetricSink;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

class ExpositionWriterTest {
    private static final ExpositionFormat OPEN_METRICS =
            new ExpositionFormat(true, "1.0.0", NameEscaping.ALLOW_UTF8);

    private static void report(MetricSink sink) {
        sink.family("empty", MetricType.GAUGE, "No samples, not written.");
        sink.family("jobs_total", MetricType.COUNTER, "Jobs\ndone \\ \"all\".");
        sink.sample(1_000_000, "queue", "a\"b\\c\nd", "empty", "");
        sink.exemplar(new Exemplar(Labels.of("trace_id", "x"), 0.5, 1_500));
        sink.timed(1_234, 2);
        sink.family("wait_seconds", MetricType.HISTOGRAM, "Waited.", "seconds");
        sink.suffixed("_bucket", 3, "le", "1");
        sink.suffixed("_bucket", 4, "le", "+Inf");
        sink.suffixed("_sum", 1.5);
        sink.suffixed("_count", 4);
        sink.family("build_info", MetricType.INFO, "");
        sink.sample(1, "version", "7");
        sink.family("my.gauge", MetricType.UNKNOWN, "");
        sink.sample(Double.NaN, "a.b", "c");
        sink.sample(Double.NEGATIVE_INFINITY);
    }

    @Test
    void writesText() throws Exception {
        assertEquals(
                """
                # HELP jobs_total Jobs\\ndone \\\\ "all".
                # TYPE jobs_total counter
                jobs_total{queue="a\\"b\\\\c\\nd"} 1e+06
                jobs_total 2 1234
                # HELP wait_seconds Waited.
                # TYPE wait_seconds histogram
                wait_seconds_bucket{le="1"} 3
                wait_seconds_bucket{le="+Inf"} 4
                wait_seconds_sum 1.5
                wait_seconds_count 4
                # TYPE build_info gauge
                build_info{version="7"} 1
                # TYPE my_gauge untyped
                my_gauge{a_b="c"} NaN
                my_gauge -Inf
                """,
                written(ExpositionFormat.TEXT));
    }

    @Test
    void writesOpenMetrics() throws Exception {
        assertEquals(
                """
                # HELP jobs Jobs\\ndone \\\\ \\"all\\".
                # TYPE jobs counter
                jobs_total{queue="a\\"b\\\\c\\nd"} 1e+06 # {trace_id="x"} 0.5 1.500
                jobs_total 2.0 1.234
                # HELP wait_seconds Waited.
                # TYPE wait_seconds histogram
                # UNIT wait_seconds seconds
                wait_seconds_bucket{le="1.0"} 3.0
                wait_seconds_bucket{le="+Inf"} 4.0
                wait_seconds_sum 1.5
                wait_seconds_count 4.0
                # TYPE build info
                build_info{version="7"} 1.0
                # TYPE "my.gauge" unknown
                {"my.gauge","a.b"="c"} NaN
                {"my.gauge"} -Inf
                # EOF
                """,
                written(OPEN_METRICS));
    }

    @Test
    void whatIsWrittenReadsBack() throws Exception {
        ExpositionCheck.check(written(ExpositionFormat.TEXT).getBytes(UTF_8));
        assertEquals(
                """
                help jobs Jobs\\ndone \\ "all".
                type jobs counter
                {__name__="jobs_total", queue="a\\"b\\\\c\\nd"} 1000000.0 # {trace_id="x"} 0.5 @1500
                {__name__="jobs_total"} 2.0 @1234
                """,
                Dump.of(written(OPEN_METRICS).getBytes(UTF_8), true)
                        .lines()
                        .limit(4)
                        .collect(java.util.stream.Collectors.joining("\n", "", "\n")));
    }

    @Test
    void mergesFamiliesOfSeveralExporters() throws Exception {
        CollectedFamilies one = new CollectedFamilies();
        one.family("b", MetricType.GAUGE, "B");
        one.sample(1, "from", "one");
        CollectedFamilies two = new CollectedFamilies();
        two.family("b", MetricType.GAUGE, "other words");
        two.sample(2, "from", "two");
        two.family("a", MetricType.COUNTER, "A");
        two.sample(3);
        one.addAll(two);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ExpositionWriter writer = new ExpositionWriter(bytes, ExpositionFormat.TEXT);
        one.writeTo(writer);
        writer.finish();
        assertEquals(
                """
                # HELP a A
                # TYPE a counter
                a 3
                # HELP b B
                # TYPE b gauge
                b{from="one"} 1
                b{from="two"} 2
                """,
                bytes.toString(UTF_8));
    }

    @Test
    void aBrokenStreamShowsAtTheEnd() {
        OutputStream broken =
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        throw new IOException("gone");
                    }
                };
        ExpositionWriter writer = new ExpositionWriter(broken, ExpositionFormat.TEXT);
        writer.family("a", MetricType.GAUGE, "");
        for (int i = 0; i < 10_000; i++) {
            writer.sample(i, "i", Integer.toString(i));
        }
        assertEquals("gone", assertThrows(IOException.class, writer::finish).getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|text/plain; version=0.0.4; charset=utf-8; escaping=underscores",
                "*/*|text/plain; version=0.0.4; charset=utf-8; escaping=underscores",
                "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5,text/plain;version=0.0.4;q=0.3,*/*;q=0.1|application/openmetrics-text;"
                    + " version=1.0.0; charset=utf-8; escaping=allow-utf-8",
                "text/plain;q=0.2, application/openmetrics-text;q=0.1"
                        + "|text/plain; version=0.0.4; charset=utf-8; escaping=underscores",
                "application/openmetrics-text;version=9.0.0"
                        + "|text/plain; version=0.0.4; charset=utf-8; escaping=underscores",
                "application/openmetrics-text;q=0"
                        + "|text/plain; version=0.0.4; charset=utf-8; escaping=underscores",
                "application/openmetrics-text; version=0.0.1|application/openmetrics-text;"
                        + " version=0.0.1; charset=utf-8; escaping=underscores",
                "text/plain;version=1.0.0;escaping=dots"
                        + "|text/plain; version=1.0.0; charset=utf-8; escaping=dots"
            })
    void negotiates(String accept, String contentType) {
        assertEquals(contentType, ExpositionFormat.negotiate(accept).contentType());
    }

    private static String written(ExpositionFormat format) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ExpositionWriter writer = new ExpositionWriter(bytes, format);
        report(writer);
        writer.finish();
        return bytes.toString(UTF_8);
    }
}
