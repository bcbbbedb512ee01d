package io.gnomon.platform.core.remote.internal.bulk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.labels.Matcher;
import io.gnomon.model.sample.MetricMetadata;
import io.gnomon.model.sample.MetricType;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.model.storage.SampleReader;
import io.gnomon.model.storage.SelectHints;
import io.gnomon.model.storage.Selection;
import io.gnomon.model.storage.Snapshot;
import io.gnomon.model.storage.Storage;
import io.gnomon.platform.core.remote.Incoming;
import io.gnomon.platform.core.remote.Reply;
import io.gnomon.platform.core.remote.internal.intake.BodyMemory;
import io.gnomon.platform.memory.MemoryStorage;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;

class BulkImportTest {
    private @Nullable Storage storage = new MemoryStorage();
    private final BodyMemory memory = new BodyMemory(64 << 20);
    private final BulkImport imports =
            new BulkImport(
                    () -> storage, memory, InstantSource.fixed(Instant.ofEpochMilli(777_000)));

    private Reply send(InputStream body, String encoding, String type) throws IOException {
        Map<String, String> headers = Map.of("Content-Encoding", encoding, "Content-Type", type);
        Reply reply =
                imports.importSamples(new Incoming(name -> headers.getOrDefault(name, ""), body));
        assertEquals(0, memory.takenBytes());
        return reply;
    }

    private Reply send(String body, String type) throws IOException {
        return send(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)), "", type);
    }

    private List<String> stored() throws Exception {
        Storage from = Objects.requireNonNull(storage);
        List<String> rows = new ArrayList<>();
        try (Snapshot snapshot = from.open(Long.MIN_VALUE, Long.MAX_VALUE)) {
            Selection selection =
                    snapshot.select(
                            List.of(new Matcher(Matcher.Type.NOT_EQUAL, "__name__", "")),
                            SelectHints.between(Long.MIN_VALUE, Long.MAX_VALUE));
            SampleColumn column = new SampleColumn();
            try (SampleReader reader = selection.reader()) {
                for (int i = 0; i < selection.size(); i++) {
                    reader.read(i, column);
                    StringBuilder row = new StringBuilder(selection.labels(i).toString());
                    for (int s = 0; s < column.size; s++) {
                        row.append(' ').append(column.times[s]).append('=');
                        row.append(column.values[s]);
                    }
                    rows.add(row.toString());
                }
            }
        }
        return rows;
    }

    @Test
    void jsonLinesAreWritten() throws Exception {
        String body =
                """
                {"metric":{"__name__":"up","job":"j"},"values":[1,0.5,null],"timestamps":[1000,2000,3000]}

                {"timestamps":[5],"other":{"a":[1]},"values":["-Infinity"],"metric":{"__name__":"\\u00fc"}}
                {"metric":{"__name__":"up","job":"j"},"values":[7],"timestamps":[4000]}\
                """;
        Reply reply = send(body, "application/x-www-form-urlencoded");
        assertEquals(204, reply.status(), reply::text);
        assertEquals(
                List.of(
                        Labels.of("__name__", "up", "job", "j")
                                + " 1000=1.0 2000=0.5 3000=NaN 4000=7.0",
                        Labels.of("__name__", "\u00fc") + " 5=-Infinity"),
                stored());
    }

    @Test
    void aBadLineIsSaidAndTheOthersAreWritten() throws Exception {
        String body =
                """
                {"metric":{"__name__":"a"},"values":[1],"timestamps":[1000]}
                {"metric":{"__name__":"b"},"values":[1,2],"timestamps":[1000]}
                {"metric":{"job":"b"},"values":[1],"timestamps":[1000]}
                {"metric":{"__name__":"b"},"values":[true],"timestamps":[1000]}
                {"metric":{"__name__":"b"},"values":[1],"timestamps":[1.5]}
                {"metric":{"__name__":"b"
                [1]
                {"metric":{"__name__":"a"},"values":[1],"timestamps":[500]}
                {"metric":{"__name__":"c"},"values":[1],"timestamps":[1000]}
                """;
        Reply reply = send(body, "");
        assertEquals(400, reply.status());
        String[] lines = reply.text().split("\n", -1);
        assertEquals("2 samples were written, 7 lines or samples were not:", lines[0]);
        assertEquals("line 2: there are 2 values and 1 timestamps", lines[1]);
        assertEquals("line 3: the metric has no __name__: {job=\"b\"}", lines[2]);
        assertEquals(
                "line 4: true is not a value; valid are numbers, null and \"Infinity\"", lines[3]);
        assertEquals("line 5: 1.5 is not a timestamp, which is a number of milliseconds", lines[4]);
        assertTrue(lines[5].startsWith("line 6: not JSON: "), lines[5]);
        assertEquals("line 7: expected an object with metric, values and timestamps", lines[6]);
        assertEquals(
                "the sample of {__name__=\"a\"} at 500 is not taken: the series has newer samples,"
                        + " and none are taken out of order",
                lines[7]);
        assertEquals(2, stored().size());
    }

    @Test
    void aLineWithMoreLabelsThanASeriesMayHave() throws Exception {
        StringBuilder line = new StringBuilder("{\"metric\":{\"__name__\":\"a\"");
        for (int i = 0; i < Labels.MAX_SIZE; i++) {
            line.append(",\"l").append(i).append("\":\"v\"");
        }
        Reply reply = send(line.append("},\"values\":[1],\"timestamps\":[1]}\n").toString(), "");
        assertEquals(400, reply.status());
        assertTrue(
                reply.text().endsWith("line 1: the metric has more than 4096 labels"), reply::text);
    }

    @Test
    void labelsThatAreTooLong() throws Exception {
        String huge = "a".repeat(Labels.MAX_CHARACTERS);
        Reply reply =
                send(
                        "{\"metric\":{\"__name__\":\"%s\",\"x\":\"y\"},\"values\":[1],\"timestamps\":[1]}\n"
                                .formatted(huge),
                        "");
        assertEquals(400, reply.status());
        assertTrue(
                reply.text()
                        .endsWith(
                                "a series has 1048586 characters of labels; no series may have"
                                        + " more than 1048576"),
                reply::text);
    }

    @Test
    void gzipIsUnpackedAndLargeImportsAreCut() throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            for (int line = 0; line < 50; line++) {
                StringBuilder values = new StringBuilder();
                StringBuilder times = new StringBuilder();
                for (int i = 0; i < 1000; i++) {
                    values.append(i == 0 ? "" : ",").append(i);
                    times.append(i == 0 ? "" : ",").append(line * 1000L + i);
                }
                out.write(
                        ("{\"metric\":{\"__name__\":\"a\"},\"values\":["
                                        + values
                                        + "],\"timestamps\":["
                                        + times
                                        + "]}\n")
                                .getBytes(StandardCharsets.UTF_8));
            }
        }
        Reply reply = send(new ByteArrayInputStream(packed.toByteArray()), "gzip", "");
        assertEquals(204, reply.status(), reply::text);
        assertEquals(50_000, stored().getFirst().split(" ", -1).length - 1);
        assertEquals(400, send("no gzip", "").status());
        Reply broken =
                send(
                        new ByteArrayInputStream("no gzip at all".getBytes(StandardCharsets.UTF_8)),
                        "gzip",
                        "");
        assertEquals(400, broken.status());
        assertTrue(broken.text().startsWith("gzip: "), broken.text());
        assertEquals(415, send(InputStream.nullInputStream(), "br", "").status());
    }

    /** A gigabyte of blanks in a megabyte: one line, given up after 16 MB. */
    @Test
    void aBombIsGivenUp() throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            byte[] blanks = new byte[1 << 20];
            for (int i = 0; i < 200; i++) {
                out.write(blanks);
            }
        }
        Reply reply = send(new ByteArrayInputStream(packed.toByteArray()), "gzip", "");
        assertEquals(400, reply.status());
        assertEquals("line 1 is longer than 16777216 bytes, which is the limit", reply.text());
        Reply text = send(new ByteArrayInputStream(packed.toByteArray()), "gzip", "text/plain");
        assertEquals(true, text.status() == 413 || text.status() == 503, text::text);
    }

    @Test
    void textsAreWritten() throws Exception {
        String text =
                """
                # HELP a Help of a.
                # TYPE a counter
                a{x="1"} 1 1000
                a{x="2"} 2
                """;
        assertEquals(204, send(text, "text/plain; version=0.0.4").status());
        assertEquals(
                List.of(
                        Labels.of("__name__", "a", "x", "1") + " 1000=1.0",
                        Labels.of("__name__", "a", "x", "2") + " 777000=2.0"),
                stored());
        Storage from = Objects.requireNonNull(storage);
        try (Snapshot snapshot = from.open(0, 1_000_000)) {
            assertEquals(
                    Map.of("a", new MetricMetadata(MetricType.COUNTER, "Help of a.", "")),
                    snapshot.metadata("a"));
        }
        Reply reply = send("# TYPE b gauge\nb 1 2\nb 3\n# EOF\n", "application/openmetrics-text");
        assertEquals(204, reply.status(), reply::text);
        Reply wrong = send("c 1\nc{ 2\n", "text/plain");
        assertEquals(400, wrong.status());
        assertTrue(wrong.text().startsWith("1 samples were written, 1 lines"), wrong.text());
        assertTrue(wrong.text().contains("line 2: "), wrong.text());
    }

    @Test
    void withoutAStoreTheSenderTriesAgain() throws Exception {
        storage = null;
        assertEquals(503, send("", "").status());
    }
}
