package io.gnomon.platform.core.remote.internal.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.labels.Matcher;
import io.gnomon.model.sample.Exemplar;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.MetricMetadata;
import io.gnomon.model.sample.MetricType;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.model.storage.SampleReader;
import io.gnomon.model.storage.SelectHints;
import io.gnomon.model.storage.Selection;
import io.gnomon.model.storage.Snapshot;
import io.gnomon.model.storage.Storage;
import io.gnomon.platform.core.promformat.remote.WriteRequestWriter;
import io.gnomon.platform.core.remote.Incoming;
import io.gnomon.platform.core.remote.Reply;
import io.gnomon.platform.core.remote.internal.intake.BodyMemory;
import io.gnomon.platform.core.remote.internal.intake.Snappy;
import io.gnomon.platform.memory.MemoryStorage;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What the receiver of remote write must do, after specs/remote_write_spec*.md and the list of
 * prometheus/compliance, remotewrite/receiver. Status and texts are Prometheus's.
 */
class WriteReceiverTest {
    private static final String V1 = "application/x-protobuf";
    private static final String V2 = "application/x-protobuf;proto=io.prometheus.write.v2.Request";
    private static final Labels UP = Labels.of("__name__", "up", "job", "j");
    private static final Histogram HISTOGRAM =
            new Histogram(
                    true,
                    Histogram.ResetHint.UNKNOWN,
                    0,
                    0.001,
                    1,
                    4,
                    5.5,
                    new int[] {0, 2},
                    new double[] {1, 2},
                    new int[0],
                    new double[0],
                    new double[0],
                    0);

    private @Nullable Storage storage = new MemoryStorage();
    private final BodyMemory memory = new BodyMemory(64 << 20);
    private WriteReceiver receiver = new WriteReceiver(() -> storage, "", false, memory);

    private static SampleColumn floats(double... timesAndValues) {
        SampleColumn column = new SampleColumn();
        for (int i = 0; i < timesAndValues.length; i += 2) {
            column.add((long) timesAndValues[i], timesAndValues[i + 1]);
        }
        return column;
    }

    private static SampleColumn histogram(long time, Histogram histogram) {
        SampleColumn column = new SampleColumn();
        column.add(time, histogram);
        return column;
    }

    private Reply send(String type, String encoding, byte[] body) throws IOException {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put("Content-Type", type);
        headers.put("Content-Encoding", encoding);
        Reply reply =
                receiver.write(
                        new Incoming(
                                name -> headers.getOrDefault(name, ""),
                                new ByteArrayInputStream(body)));
        assertEquals(0, memory.takenBytes(), "memory of the body is given back");
        return reply;
    }

    private Reply send(String type, WriteRequestWriter writer) throws IOException {
        return send(type, "snappy", Snappy.pack(writer.toBytes()));
    }

    private Reply send(boolean version2, Labels labels, SampleColumn samples) throws IOException {
        WriteRequestWriter writer = new WriteRequestWriter(version2);
        writer.add(labels, samples, List.of(), null);
        return send(version2 ? V2 : V1, writer);
    }

    private static void assertWritten(Reply reply, int status, int samples, int rest, int marks) {
        assertEquals(status, reply.status(), reply::text);
        assertEquals(
                Map.of(
                        "X-Prometheus-Remote-Write-Samples-Written", samples + "",
                        "X-Prometheus-Remote-Write-Histograms-Written", rest + "",
                        "X-Prometheus-Remote-Write-Exemplars-Written", marks + ""),
                reply.headers());
    }

    /** All samples of a series, as time=value or time=histogram. */
    private List<String> stored(Labels labels) throws Exception {
        List<String> rows = new ArrayList<>();
        Storage from = Objects.requireNonNull(storage);
        try (Snapshot snapshot = from.open(Long.MIN_VALUE, Long.MAX_VALUE)) {
            Selection selection =
                    snapshot.select(
                            List.of(Matcher.equal("__name__", labels.metricName())),
                            SelectHints.between(Long.MIN_VALUE, Long.MAX_VALUE));
            SampleColumn column = new SampleColumn();
            try (SampleReader reader = selection.reader()) {
                for (int i = 0; i < selection.size(); i++) {
                    if (selection.labels(i).equals(labels)) {
                        reader.read(i, column);
                        for (int row = 0; row < column.size; row++) {
                            Histogram h = column.histogram(row);
                            rows.add(
                                    column.times[row]
                                            + "="
                                            + (h == null ? column.values[row] + "" : h + ""));
                        }
                    }
                }
            }
        }
        return rows;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void floatsOfManySeriesAreWritten(boolean version2) throws Exception {
        WriteRequestWriter writer = new WriteRequestWriter(version2);
        Labels other = Labels.of("__name__", "m\u00fc.x", "\u00e4", "\ud83d\ude00");
        writer.add(UP, floats(1000, 1, 2000, 0), List.of(), null);
        writer.add(other, floats(1000, -4.9e-324), List.of(), null);
        Reply reply = send(version2 ? V2 : V1, writer);
        if (version2) {
            assertWritten(reply, 204, 3, 0, 0);
        } else {
            assertEquals(204, reply.status(), reply::text);
            assertEquals(Map.of(), reply.headers());
        }
        assertEquals("", reply.text());
        assertEquals(List.of("1000=1.0", "2000=0.0"), stored(UP));
        assertEquals(List.of("1000=-4.9E-324"), stored(other));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void bitsOfNotANumbersAreKept(boolean version2) throws Exception {
        double stale = Double.longBitsToDouble(0x7ff0000000000002L);
        double normal = Double.longBitsToDouble(0x7ff8000000000001L);
        assertEquals(
                204,
                send(
                                version2,
                                UP,
                                floats(
                                        1,
                                        stale,
                                        2,
                                        normal,
                                        3,
                                        Double.POSITIVE_INFINITY,
                                        4,
                                        Double.NEGATIVE_INFINITY,
                                        5,
                                        -0.0))
                        .status());
        Storage from = Objects.requireNonNull(storage);
        try (Snapshot snapshot = from.open(0, 10);
                SampleReader reader =
                        snapshot.select(
                                        List.of(Matcher.equal("__name__", "up")),
                                        SelectHints.between(0, 10))
                                .reader()) {
            SampleColumn column = new SampleColumn();
            reader.read(0, column);
            assertEquals(5, column.size);
            assertEquals(0x7ff0000000000002L, Double.doubleToRawLongBits(column.values[0]));
            assertEquals(0x7ff8000000000001L, Double.doubleToRawLongBits(column.values[1]));
            assertEquals(1L << 63, Double.doubleToRawLongBits(column.values[4]));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void nativeHistogramsAreWritten(boolean version2) throws Exception {
        Reply reply = send(version2, UP, histogram(1000, HISTOGRAM));
        assertEquals(204, reply.status(), reply::text);
        if (version2) {
            assertWritten(reply, 204, 0, 1, 0);
        }
        assertEquals(List.of("1000=" + HISTOGRAM), stored(UP));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void exemplarsAndMetadataAreWritten(boolean version2) throws Exception {
        MetricMetadata metadata = new MetricMetadata(MetricType.HISTOGRAM, "Hélp", "seconds");
        Labels bucket = Labels.of("__name__", "lat_bucket", "le", "1.0");
        Exemplar exemplar = new Exemplar(Labels.of("trace_id", "x"), 0.5, 900);
        WriteRequestWriter writer = new WriteRequestWriter(version2);
        writer.add(bucket, floats(1000, 1), List.of(exemplar), version2 ? metadata : null);
        if (!version2) {
            writer.addMetadata("lat", metadata);
        }
        Reply reply = send(version2 ? V2 : V1, writer);
        assertEquals(204, reply.status(), reply::text);
        if (version2) {
            assertWritten(reply, 204, 1, 0, 1);
        }
        Storage from = Objects.requireNonNull(storage);
        try (Snapshot snapshot = from.open(0, 2000)) {
            assertEquals(Map.of("lat", metadata), snapshot.metadata("lat"));
            assertEquals(
                    Map.of(bucket, List.of(exemplar)),
                    snapshot.exemplars(List.of(Matcher.equal("__name__", "lat_bucket"))));
        }
    }

    @Test
    void startTimesOfVersion2AreKept() throws Exception {
        SampleColumn column = floats(2000, 1);
        column.startTimes = new long[column.times.length];
        column.startTimes[0] = 1500;
        assertWritten(send(true, UP, column), 204, 1, 0, 0);
        Storage from = Objects.requireNonNull(storage);
        try (Snapshot snapshot = from.open(0, 5000);
                SampleReader reader =
                        snapshot.select(
                                        List.of(Matcher.equal("__name__", "up")),
                                        SelectHints.between(0, 5000))
                                .reader()) {
            SampleColumn read = new SampleColumn();
            reader.read(0, read);
            long[] starts = read.startTimes;
            assertEquals(1500, starts == null ? 0 : starts[0]);
        }
    }

    @Test
    void theSameAgainIsWrittenAgain() throws Exception {
        assertWritten(send(true, UP, floats(1000, 1)), 204, 1, 0, 0);
        assertWritten(send(true, UP, floats(1000, 1)), 204, 1, 0, 0);
        assertEquals(List.of("1000=1.0"), stored(UP));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatIsValidIsWrittenNextToWhatIsNot(boolean version2) throws Exception {
        assertEquals(204, send(version2, UP, floats(5000, 1)).status());
        Labels good = Labels.of("__name__", "good");
        WriteRequestWriter writer = new WriteRequestWriter(version2);
        writer.add(UP, floats(4000, 1, 5000, 2, 6000, 3), List.of(), null);
        writer.add(Labels.of("job", "nameless"), floats(1, 1), List.of(), null);
        writer.add(good, floats(1, 1), List.of(), null);
        Reply reply = send(version2 ? V2 : V1, writer);
        assertEquals(400, reply.status());
        if (version2) {
            assertWritten(reply, 400, 2, 0, 0);
        }
        assertEquals(
                "out of order sample for series "
                        + UP
                        + "\nduplicate sample for timestamp for series "
                        + UP
                        + "\ninvalid metric name or labels, got {job=\"nameless\"}",
                reply.text());
        assertEquals(List.of("5000=1.0", "6000=3.0"), stored(UP));
        assertEquals(List.of("1=1.0"), stored(good));
    }

    @Test
    void aSeriesSaysSomethingInVersion2() throws Exception {
        Reply reply = send(true, UP, floats());
        assertWritten(reply, 400, 0, 0, 0);
        assertEquals(
                "TimeSeries must contain samples, histograms, exemplars or metadata for series "
                        + UP,
                reply.text());
        assertEquals(204, send(false, UP, floats()).status());
    }

    /** With the feature, two messages that differ in the type alone are of two series. */
    @Test
    void typeAndUnitBecomeLabels() throws Exception {
        receiver = new WriteReceiver(() -> storage, "", true, memory);
        Labels sent = UP.with("__type__", "own");
        for (int time = 1; time <= 2; time++) {
            for (MetricType type : List.of(MetricType.COUNTER, MetricType.GAUGE)) {
                WriteRequestWriter writer = new WriteRequestWriter(true);
                MetricMetadata metadata = new MetricMetadata(type, "", "bytes");
                writer.add(sent, floats(time, time), List.of(), metadata);
                assertWritten(send(V2, writer), 204, 1, 0, 0);
            }
            assertEquals(204, send(false, sent, floats(time, time)).status());
        }
        List<String> twice = List.of("1=1.0", "2=2.0");
        assertEquals(twice, stored(sent), "1.0 says nothing of it at the series");
        Labels bytes = sent.with("__unit__", "bytes");
        assertEquals(twice, stored(bytes.with("__type__", "counter")));
        assertEquals(twice, stored(bytes.with("__type__", "gauge")));
    }

    /** Labels that would fill the memory are refused, the others of the message are written. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void labelsThatAreTooLong(boolean version2) throws Exception {
        String huge = "a".repeat(Labels.MAX_CHARACTERS + 1);
        WriteRequestWriter writer = new WriteRequestWriter(version2);
        writer.add(UP.with("x", huge), floats(1, 1), List.of(), null);
        writer.add(UP.with(huge, "x"), floats(1, 1), List.of(), null);
        writer.add(UP, floats(1, 1), List.of(), null);
        Reply reply = send(version2 ? V2 : V1, writer);
        assertEquals(400, reply.status());
        assertTrue(
                reply.text()
                        .startsWith(
                                "a series has 1048592 bytes of labels; no series may have more"
                                        + " than 1048576\n"),
                reply::text);
        assertEquals(List.of("1=1.0"), stored(UP));
    }

    /** What is said of a metric makes no series; an exemplar has one of its own. */
    @Test
    void seriesWithoutSamples() throws Exception {
        MetricMetadata metadata = new MetricMetadata(MetricType.COUNTER, "Help", "");
        WriteRequestWriter writer = new WriteRequestWriter(true);
        writer.add(metric("a"), floats(), List.of(), metadata);
        writer.add(metric("b"), floats(), List.of(new Exemplar(Labels.EMPTY, 1, 5)), null);
        assertWritten(send(V2, writer), 204, 0, 0, 1);
        Storage from = Objects.requireNonNull(storage);
        try (Snapshot snapshot = from.open(0, 10)) {
            assertEquals(Map.of("a", metadata), snapshot.metadata("a"));
        }
        writer.clear();
        writer.add(Labels.of("x", "y"), floats(), List.of(), metadata);
        Reply reply = send(V2, writer);
        assertWritten(reply, 400, 0, 0, 0);
        assertEquals("invalid metric name or labels, got {x=\"y\"}", reply.text());
    }

    private static Labels metric(String name) {
        return Labels.of("__name__", name);
    }

    /** Raw series of 2.0: what no writer of ours makes. */
    @ParameterizedTest
    @CsvSource({
        "0a0201, a label name without a value",
        "0a020109, symbol 9 is not among the 3 symbols",
        "0a0401020102, label name \"a\" is not unique",
        "0a020002, a label has no name",
    })
    void seriesThatAreWrongInThemselves(String labels, String sentence) throws Exception {
        String sample = "120b" + "09" + "000000000000f03f" + "1005";
        byte[] series = HexFormat.of().parseHex(labels + sample);
        if (labels.equals("0a0201")) {
            series = HexFormat.of().parseHex("0a0101" + sample);
        }
        WriteRequestWriter writer = new WriteRequestWriter(true);
        writer.add(Labels.of("a", "b"), floats(5, 1), List.of(), null);
        byte[] symbols = HexFormat.of().parseHex("2200" + "220161" + "220162");
        byte[] message = new byte[symbols.length + 2 + series.length];
        System.arraycopy(symbols, 0, message, 0, symbols.length);
        message[symbols.length] = 0x2a;
        message[symbols.length + 1] = (byte) series.length;
        System.arraycopy(series, 0, message, symbols.length + 2, series.length);
        Reply reply = send(V2, "snappy", Snappy.pack(message));
        assertWritten(reply, 400, 0, 0, 0);
        assertTrue(reply.text().contains(sentence), reply.text());
    }

    @Test
    void manyProblemsAreCounted() throws Exception {
        WriteRequestWriter writer = new WriteRequestWriter(true);
        for (int i = 0; i < 1000; i++) {
            writer.add(Labels.of("i", i + ""), floats(1, 1), List.of(), null);
        }
        Reply reply = send(V2, writer);
        assertWritten(reply, 400, 0, 0, 0);
        assertTrue(reply.text().endsWith("\nand 990 more"), reply.text());
        assertEquals(1000, receiver.metrics().invalidSeries.sum());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/plain | expected application/x-protobuf as the first (media) part, got"
                        + " text/plain content-type",
                "application/x-protobuf;proto | as per"
                        + " https://www.rfc-editor.org/rfc/rfc9110#parameter expected parameters to"
                        + " be key-values, got proto in application/x-protobuf;proto content-type",
                "application/x-protobuf;proto=x.Y | got application/x-protobuf;proto=x.Y content"
                        + " type; unknown type for remote write protobuf message x.Y, supported:"
                        + " prometheus.WriteRequest, io.prometheus.write.v2.Request",
            })
    void otherContentTypesAreRefused(String type, String sentence) throws Exception {
        Reply reply = send(type, "snappy", Snappy.pack(new byte[0]));
        assertEquals(415, reply.status());
        assertEquals(sentence, reply.text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "application/x-protobuf",
                "application/x-protobuf;proto=prometheus.WriteRequest",
                "application/x-protobuf; proto=prometheus.WriteRequest",
                "application/x-protobuf;charset=x"
            })
    void contentTypesOfVersion1(String type) throws Exception {
        WriteRequestWriter writer = new WriteRequestWriter(false);
        writer.add(UP, floats(1000, 1), List.of(), null);
        assertEquals(204, send(type, "Snappy", Snappy.pack(writer.toBytes())).status());
        assertEquals(List.of("1000=1.0"), stored(UP));
    }

    @Test
    void otherEncodingsAreRefused() throws Exception {
        Reply reply = send(V2, "zstd", Snappy.pack(new byte[0]));
        assertEquals(415, reply.status());
        assertEquals(
                "zstd encoding (compression) is not accepted by this server; only snappy is"
                        + " acceptable",
                reply.text());
        assertEquals(204, send(V1, "", Snappy.pack(new byte[0])).status());
    }

    @Test
    void onlyAcceptedMessagesAreTaken() throws Exception {
        WriteReceiver old =
                new WriteReceiver(() -> storage, "prometheus.WriteRequest", false, memory);
        Reply reply =
                old.write(
                        new Incoming(
                                name -> name.equals("Content-Type") ? V2 : "",
                                new ByteArrayInputStream(new byte[0])));
        assertEquals(415, reply.status());
        assertEquals(
                "io.prometheus.write.v2.Request protobuf message is not accepted by this server;"
                        + " accepted prometheus.WriteRequest",
                reply.text());
        IllegalArgumentException e =
                assertThrows(
                        IllegalArgumentException.class,
                        () ->
                                new WriteReceiver(
                                        () -> storage, "prometheus.writerequest", false, memory));
        assertTrue(String.valueOf(e.getMessage()).contains("valid are prometheus.WriteRequest"));
    }

    @Test
    void whatIsNoMessageIsRefused() throws Exception {
        assertEquals("snappy: corrupt input", send(V1, "snappy", new byte[0]).text());
        assertEquals(400, send(V1, "snappy", "hello".getBytes(StandardCharsets.UTF_8)).status());
        Reply reply = send(V2, "snappy", Snappy.pack(new byte[] {0x2a, 0x7f, 1}));
        assertWritten(reply, 400, 0, 0, 0);
        assertTrue(reply.text().contains("ends inside a field"), reply.text());
    }

    /** A body of seven bytes that says it unpacks to four gigabytes. */
    @Test
    void aBombIsRefusedBeforeMemoryIsTaken() throws Exception {
        Reply reply = send(V1, "snappy", HexFormat.of().parseHex("ffffffff0f0000"));
        assertEquals(400, reply.status());
        assertEquals(
                "snappy: the body unpacks to 4294967295 bytes; the limit is 33554432",
                reply.text());
        assertEquals(400, send(V1, "snappy", HexFormat.of().parseHex("ffffffffff")).status());
        // 33 MB of zeros are 1.6 MB.
        byte[] zeros = Snappy.pack(new byte[33 << 20]);
        assertTrue(zeros.length < 2 << 20);
        assertEquals(400, send(V1, "snappy", zeros).status());
    }

    @Test
    void withoutAStoreTheSenderTriesAgain() throws Exception {
        storage = null;
        Reply reply = send(true, UP, floats(1, 1));
        assertEquals(503, reply.status());
        assertEquals("2", reply.headers().get("Retry-After"));
        assertEquals("0", reply.headers().get("X-Prometheus-Remote-Write-Samples-Written"));
        assertEquals(503, send(false, UP, floats(1, 1)).status());
    }

    /** References of a store that is gone are not used with the next one. */
    @Test
    void aNewStoreIsWrittenToAsWell() throws Exception {
        Labels other = Labels.of("__name__", "other");
        assertEquals(204, send(true, other, floats(1, 1)).status());
        assertEquals(204, send(true, UP, floats(1, 1)).status());
        storage = new MemoryStorage();
        assertEquals(204, send(true, UP, floats(2, 2)).status());
        assertEquals(List.of("2=2.0"), stored(UP));
        assertEquals(List.of(), stored(other));
        assertFalse(stored(UP).isEmpty());
    }
}
