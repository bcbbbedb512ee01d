package io.gnomon.platform.core.scrape.internal.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gnomon.model.sample.MetricType;
import io.gnomon.platform.core.config.ScrapeLimits;
import io.gnomon.platform.core.config.ScrapeProtocol;
import io.gnomon.platform.core.promformat.remote.MetricFamilyWriter;
import io.gnomon.platform.core.scrape.internal.Configs;
import io.gnomon.platform.core.scrape.internal.append.Answer;
import io.gnomon.platform.core.scrape.internal.append.ScrapeFailure;
import io.gnomon.spi.common.HttpCaller;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

class HttpFetchTest {
    private final Configs config = Configs.job("j");

    private String fetched(int status, byte[] body, String... headers) throws Exception {
        Map<String, List<String>> map =
                headers.length == 2
                        ? Map.of(headers[0], List.of(headers[1]))
                        : Map.of(headers[0], List.of(headers[1]), headers[2], List.of(headers[3]));
        HttpCaller caller =
                new HttpCaller() {
                    @Override
                    public Response send(Request request) {
                        return new Response(status, "Odd", map, new ByteArrayInputStream(body));
                    }

                    @Override
                    public void close() {}
                };
        return fetched(caller);
    }

    private String fetched(HttpCaller caller) throws Exception {
        HttpFetch fetch =
                new HttpFetch(
                        "http://h/m", config.build(), caller, new BodyBuffers(), new Gunzip());
        Answer answer = fetch.fetch(Duration.ofSeconds(1));
        if (answer instanceof Answer.Reported reported) {
            return reported.samples().size() + " samples, " + answer.bodyBytes() + " bytes";
        }
        if (!(answer instanceof Answer.Text text)) {
            throw new AssertionError("not a text: " + answer);
        }
        return (text.openMetrics() ? "om " : "text ")
                + new String(text.body(), 0, text.length(), UTF_8);
    }

    private String error(int status, byte[] body, String... headers) {
        return assertThrows(ScrapeFailure.class, () -> fetched(status, body, headers)).sentence();
    }

    @Test
    void readsTheTypesItKnows() throws Exception {
        assertEquals("text a 1", fetched(200, bytes("a 1"), "content-type", "text/plain"));
        assertEquals(
                "om # EOF",
                fetched(
                        200,
                        bytes("# EOF"),
                        "content-type",
                        "application/openmetrics-text; version=1.0.0; charset=utf-8"));
    }

    @Test
    void readsTextsWhoseLinesBelongTogether() throws Exception {
        config.startTimes = true;
        String type = "application/openmetrics-text";
        byte[] body = bytes("# TYPE a counter\na_total 1\na_created 2\n# EOF\n");
        assertEquals("1 samples, 45 bytes", fetched(200, body, "content-type", type));
        assertEquals("text a 1", fetched(200, bytes("a 1"), "content-type", "text/plain"));
        config.customBuckets = true;
        assertEquals(
                "1 samples, 3 bytes", fetched(200, bytes("a 1"), "content-type", "text/plain"));
    }

    @Test
    void refusesOtherTypesUnlessThereIsAFallback() throws Exception {
        assertEquals(
                "non-compliant scrape target sending blank Content-Type and no"
                        + " fallback_scrape_protocol specified for target",
                error(200, bytes("a 1"), "x", "y"));
        assertEquals(
                "received unsupported Content-Type \"text/html\" and no fallback_scrape_protocol"
                        + " specified for target",
                error(200, bytes("a 1"), "content-type", "text/html"));
        config.fallback = ScrapeProtocol.PROMETHEUS_TEXT_0_0_4;
        assertEquals("text a 1", fetched(200, bytes("a 1"), "content-type", "text/html"));
    }

    @Test
    void unpacks() throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes("a 1\n".repeat(100_000)));
        }
        assertEquals(
                "text " + "a 1\n".repeat(100_000),
                fetched(
                        200,
                        packed.toByteArray(),
                        "content-type",
                        "text/plain",
                        "content-encoding",
                        "gzip"));
    }

    @Test
    void saysWhatWentWrong() {
        assertEquals(
                "server returned HTTP status 404 Odd",
                error(404, bytes(""), "content-type", "text/plain"));
        config.limits = new ScrapeLimits(3, 0, 0, 0, 0, 0, 0);
        assertEquals(
                "body size limit exceeded", error(200, bytes("a 1"), "content-type", "text/plain"));
        HttpCaller broken =
                new HttpCaller() {
                    @Override
                    public Response send(Request request) throws IOException {
                        throw new IOException("connection refused");
                    }

                    @Override
                    public void close() {}
                };
        assertEquals(
                "connection refused",
                assertThrows(ScrapeFailure.class, () -> fetched(broken)).sentence());
    }

    @Test
    void asksForTextWithFallingWeights() {
        assertEquals(
                "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,"
                        + "application/openmetrics-text;version=0.0.1;q=0.5,"
                        + "text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,"
                        + "text/plain;version=0.0.4;q=0.3,*/*;q=0.2",
                ContentTypes.accept(config.build()));
    }

    @Test
    void asksForProtobufFirstWhereNativeHistogramsAreWanted() throws Exception {
        config.nativeHistograms = true;
        assertEquals(
                "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;"
                        + "encoding=delimited;q=0.6",
                ContentTypes.accept(config.build()).split(",", 2)[0]);
    }

    @Test
    void readsProtobufPackedOrNot() throws Exception {
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        MetricFamilyWriter writer = new MetricFamilyWriter(plain);
        writer.family("a", MetricType.GAUGE);
        writer.number(MetricType.GAUGE, new String[0], MetricFamilyWriter.NO_TIME, 1);
        writer.finish();
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(plain.toByteArray());
        }
        String type =
                "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily;"
                        + " encoding=delimited";
        String expected = "1 samples, " + plain.size() + " bytes";
        assertEquals(expected, fetched(200, plain.toByteArray(), "content-type", type));
        assertEquals(
                expected,
                fetched(
                        200,
                        packed.toByteArray(),
                        "content-type",
                        type,
                        "content-encoding",
                        "gzip"));
        assertEquals(
                "the message cannot be read at byte 1: a family of 97 bytes does not end in it",
                error(200, bytes("a 1"), "content-type", type));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
