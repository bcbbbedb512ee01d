package io.gnomon.platform.core.promformat.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.Exemplar;
import io.gnomon.model.sample.MetricMetadata;
import io.gnomon.model.sample.MetricType;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.platform.core.promformat.Columns;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

class WriteRequestTest {
    private static final List<Exemplar> EXEMPLARS =
            List.of(
                    new Exemplar(Labels.of("trace_id", "abc"), 0.5, 1000),
                    new Exemplar(Labels.EMPTY, 0, 0));
    private static final MetricMetadata METADATA =
            new MetricMetadata(MetricType.GAUGE_HISTOGRAM, "hélp", "seconds");

    /** What is written is read, for many kinds of samples. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void roundTrip(boolean version2) throws MessageException {
        WriteRequestWriter writer = new WriteRequestWriter(version2);
        WriteRequestReader reader = new WriteRequestReader(version2);
        TextKey key = new TextKey(TextKey.Secret.random());
        for (int seed = 0; seed < 50; seed++) {
            Set<Long> keys = new HashSet<>();
            Random random = new Random(seed);
            writer.clear();
            List<Labels> labels = new ArrayList<>();
            List<SampleColumn> columns = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                labels.add(Labels.of("__name__", "m\u00fc", "i", Integer.toString(i), "job", "j"));
                columns.add(
                        random.nextBoolean()
                                ? Columns.floats(random, random.nextInt(20))
                                : Columns.histograms(random, random.nextInt(20)));
                if (version2 && i == 3) {
                    columns.getLast().startTimes = new long[columns.getLast().times.length];
                }
                writer.add(
                        labels.get(i),
                        columns.get(i),
                        i == 2 ? EXEMPLARS : List.of(),
                        version2 && i == 4 ? METADATA : null);
            }
            if (!version2) {
                writer.addMetadata("family", METADATA);
            }
            byte[] message = writer.toBytes();
            assertEquals(writer.size(), message.length);
            reader.reset(message, message.length);
            for (int i = 0; i < 10; i++) {
                assertTrue(reader.next());
                RemoteSeries series = reader.series();
                assertEquals(labels.get(i), series.labels());
                series.labelsKey(key);
                assertTrue(keys.add(key.high()) && keys.add(key.low()), "the key is new");
                Columns.assertSame(columns.get(i), series.samples());
                assertEquals(i == 2 ? EXEMPLARS : List.of(), series.exemplars());
                assertEquals(version2 && i == 4 ? METADATA : null, series.metadata());
            }
            assertFalse(reader.next());
            assertEquals(version2 ? Map.of() : Map.of("family", METADATA), reader.metadata());
        }
    }

    @Test
    void startTimesOfVersion2() throws MessageException {
        SampleColumn column = new SampleColumn();
        column.add(10, 1);
        column.add(20, 2);
        column.startTimes = new long[column.times.length];
        column.startTimes[1] = 15;
        WriteRequestWriter writer = new WriteRequestWriter(true);
        writer.add(Labels.of("a", "b"), column, List.of(), null);
        WriteRequestReader reader = new WriteRequestReader(true);
        reader.reset(writer.toBytes(), writer.size());
        assertTrue(reader.next());
        Columns.assertSame(column, reader.series().samples());
    }

    /** Made by hand: {a="b"} 1 at 1000, and a field that nobody knows. */
    @Test
    void theBytesOfVersion1() throws MessageException {
        String message =
                "0a18" // timeseries, 24 bytes
                        + "0a06"
                        + "0a0161"
                        + "120162" // label: name a, value b
                        + "120c"
                        + "09"
                        + "000000000000f03f"
                        + "10e807" // sample: 1.0, 1000
                        + "4800"; // field 9, varint 0, in the series
        byte[] bytes = HexFormat.of().parseHex(message + "3d01020304"); // field 7, 32 bits
        WriteRequestReader reader = new WriteRequestReader(false);
        reader.reset(bytes, bytes.length);
        assertTrue(reader.next());
        assertEquals(Labels.of("a", "b"), reader.series().labels());
        assertEquals(1, reader.series().samples().size);
        assertEquals(1000, reader.series().samples().times[0]);
        assertEquals(1, reader.series().samples().values[0]);
        assertFalse(reader.next());

        WriteRequestWriter writer = new WriteRequestWriter(false);
        SampleColumn column = new SampleColumn();
        column.add(1000, 1);
        writer.add(Labels.of("a", "b"), column, List.of(), null);
        assertEquals(
                message.replace("0a18", "0a16").replace("4800", ""),
                HexFormat.of().formatHex(writer.toBytes()));
    }

    /** The same of version 2, numbers of symbols packed and one by one. */
    @Test
    void theBytesOfVersion2() throws MessageException {
        String symbols = "2200" + "220161" + "220162";
        String sample = "120c" + "09" + "000000000000f03f" + "10e807";
        WriteRequestReader reader = new WriteRequestReader(true);
        for (String message :
                List.of(
                        symbols + "2a12" + "0a020102" + sample,
                        // Symbols may come behind.
                        "2a12" + "08010802" + sample + symbols)) {
            byte[] bytes = HexFormat.of().parseHex(message);
            reader.reset(bytes, bytes.length);
            assertTrue(reader.next());
            assertEquals(Labels.of("a", "b"), reader.series().labels());
            assertEquals(1000, reader.series().samples().times[0]);
            assertFalse(reader.next());
        }
        WriteRequestWriter writer = new WriteRequestWriter(true);
        SampleColumn column = new SampleColumn();
        column.add(1000, 1);
        writer.add(Labels.of("a", "b"), column, List.of(), null);
        assertEquals(
                symbols + "2a12" + "0a020102" + sample, HexFormat.of().formatHex(writer.toBytes()));
    }

    /** The reserved fields make a message of one version an empty one of the other. */
    @Test
    void theWrongVersionIsEmpty() throws MessageException {
        for (boolean version2 : new boolean[] {false, true}) {
            WriteRequestWriter writer = new WriteRequestWriter(version2);
            writer.add(Labels.of("a", "b"), Columns.floats(new Random(1), 3), List.of(), null);
            WriteRequestReader reader = new WriteRequestReader(!version2);
            reader.reset(writer.toBytes(), writer.size());
            assertFalse(reader.next());
        }
    }

    @Test
    void mistakesAreSaid() {
        assertWrong(true, "2a030a0105", "symbol 5 is not among the 0 symbols");
        assertWrong(true, "2200" + "2a030a0100", "a label name without a value");
        assertWrong(false, "0a05", "ends inside a field");
        assertWrong(false, "0a02" + "1209", "ends inside a field");
        assertWrong(false, "0a06" + "1204" + "0901" + "0203", "ends inside a field");
        assertWrong(false, "0b", "field 1 has wire type 3");
        assertWrong(false, "0a08" + "0a06" + "0a01ff" + "120162", "not UTF-8");
        assertWrong(
                false,
                "0a10" + "0a06" + "0a0161" + "120162" + "0a06" + "0a0161" + "120163",
                "label name \"a\" is not unique");
        assertWrong(false, "0a06" + "2204" + "5a021001", "spans for 1 buckets and counts of 0");
    }

    private static void assertWrong(boolean version2, String hex, String what) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        WriteRequestReader reader = new WriteRequestReader(version2);
        MessageException e =
                assertThrows(
                        MessageException.class,
                        () -> {
                            reader.reset(bytes, bytes.length);
                            while (reader.next()) {
                                reader.series().labels();
                            }
                        });
        assertTrue(String.valueOf(e.getMessage()).contains(what), e::getMessage);
    }

    /** A series that cannot be read does not take the others with it. */
    @Test
    void aBrokenSeriesIsPassedOver() throws MessageException {
        String good = "2a11" + "0a020102" + "120b" + "09" + "000000000000f03f" + "1005";
        byte[] bytes =
                HexFormat.of()
                        .parseHex("2200" + "220161" + "220162" + "2a040a020109" + good + good);
        WriteRequestReader reader = new WriteRequestReader(true);
        reader.reset(bytes, bytes.length);
        assertTrue(reader.next());
        assertTrue(String.valueOf(reader.series().problem()).contains("symbol 9"));
        assertThrows(MessageException.class, reader.series()::labels);
        for (int i = 0; i < 2; i++) {
            assertTrue(reader.next());
            assertEquals(null, reader.series().problem());
            assertEquals(Labels.of("a", "b"), reader.series().labels());
            assertEquals(5, reader.series().samples().times[0]);
        }
        assertFalse(reader.next());
    }

    /** Where a text ends is part of the key, and so is the secret. */
    @Test
    void keysOfOtherTexts() throws MessageException {
        Set<Long> keys = new HashSet<>();
        TextKey.Secret secret = new TextKey.Secret(1, 2);
        for (TextKey key : List.of(new TextKey(secret), new TextKey(TextKey.Secret.random()))) {
            for (Labels labels :
                    List.of(
                            Labels.of("ab", "c"),
                            Labels.of("a", "bc"),
                            Labels.of("a", "b", "c", "\0"),
                            Labels.of("a", "b", "c", "\0\0"),
                            Labels.of("a", "12345678"),
                            Labels.of("a", "123456789"))) {
                readKey(labels, key);
                assertTrue(keys.add(key.high()) && keys.add(key.low()), labels::toString);
            }
        }
        TextKey again = new TextKey(secret);
        readKey(Labels.of("ab", "c"), again);
        assertTrue(keys.contains(again.high()) && keys.contains(again.low()));
    }

    private static void readKey(Labels labels, TextKey key) throws MessageException {
        WriteRequestWriter writer = new WriteRequestWriter(false);
        writer.add(labels, Columns.floats(new Random(1), 1), List.of(), null);
        WriteRequestReader reader = new WriteRequestReader(false);
        reader.reset(writer.toBytes(), writer.size());
        assertTrue(reader.next());
        reader.series().labelsKey(key);
    }

    /** What would take much memory is refused before it does. */
    @Test
    void absurdCountsAreRefused() {
        int many = 100_001;
        assertWrong(false, "0a" + varint(2 * many) + "2200".repeat(many), "more than 100000 histo");
        assertWrong(false, "0a" + varint(2 * many) + "1a00".repeat(many), "more than 100000 exem");
        assertWrong(false, "0a" + varint(2 * 5000) + "0a00".repeat(5000), "more than 4096 labels");
        String exemplar = "1a" + varint(2 * 5000) + "0a00".repeat(5000);
        assertWrong(
                false, "0a" + varint(exemplar.length() / 2) + exemplar, "more than 4096 labels");
        assertWrong(false, "0affffffffffffffff7f", "ends inside a field");
        assertWrong(
                true,
                "2200" + "2a" + varint(10_003) + "0a" + varint(10_000) + "00".repeat(10_000),
                "more than 4096");
    }

    private static String varint(int value) {
        StringBuilder hex = new StringBuilder();
        int rest = value;
        for (; rest > 0x7f; rest >>>= 7) {
            hex.append(String.format("%02x", (rest & 0x7f) | 0x80));
        }
        return hex.append(String.format("%02x", rest)).toString();
    }

    /** Damaged messages give a sentence or other samples, never another failure. */
    @Test
    void damagedMessages() {
        Random random = new Random(5);
        int refused = 0;
        for (int round = 0; round < 20_000; round++) {
            boolean version2 = random.nextBoolean();
            WriteRequestWriter writer = new WriteRequestWriter(version2);
            writer.add(
                    Labels.of("a", "b", "c", "d"),
                    Columns.histograms(random, 2),
                    EXEMPLARS,
                    version2 ? METADATA : null);
            byte[] bytes = writer.toBytes();
            for (int n = random.nextInt(3); n >= 0; n--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            WriteRequestReader reader = new WriteRequestReader(version2);
            try {
                reader.reset(bytes, random.nextInt(bytes.length + 1));
                while (reader.next()) {
                    reader.series().labels();
                }
            } catch (MessageException e) {
                refused++;
            }
        }
        assertTrue(refused > 5000, "refused " + refused);
    }
}
