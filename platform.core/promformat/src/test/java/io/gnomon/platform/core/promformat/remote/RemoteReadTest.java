package io.gnomon.platform.core.promformat.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.labels.Matcher;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.model.storage.SelectHints;
import io.gnomon.platform.core.promformat.Columns;
import io.gnomon.platform.core.promformat.remote.ReadRequest.ResponseType;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

class RemoteReadTest {
    private static final Labels LABELS = Labels.of("__name__", "up", "job", "j");

    @Test
    void requests() throws MessageException {
        ReadRequest request =
                new ReadRequest(
                        List.of(
                                new ReadRequest.Query(
                                        -5,
                                        1_700_000_000_000L,
                                        List.of(
                                                Matcher.equal("__name__", "up"),
                                                new Matcher(Matcher.Type.NOT_EQUAL, "a", ""),
                                                new Matcher(Matcher.Type.REGEX, "b", "x|y"),
                                                new Matcher(Matcher.Type.NOT_REGEX, "c", "z.*")),
                                        new SelectHints(
                                                1,
                                                2,
                                                3,
                                                4,
                                                "rate",
                                                List.of("x", ""),
                                                true,
                                                0,
                                                true)),
                                new ReadRequest.Query(1, 2, List.of(), null)),
                        List.of(ResponseType.STREAMED_XOR_CHUNKS, ResponseType.SAMPLES));
        byte[] message = request.toBytes();
        assertEquals(request, ReadRequest.parse(message, message.length));
        assertEquals(new ReadRequest(List.of(), List.of()), ReadRequest.parse(new byte[0], 0));
    }

    @Test
    void aBadMatcherIsSaid() {
        ProtoWriter out = new ProtoWriter();
        int query = out.begin(1);
        int matcher = out.begin(3);
        out.int64(1, 2);
        out.text(2, "a");
        out.text(3, "(");
        out.end(matcher);
        out.end(query);
        MessageException e =
                assertThrows(
                        MessageException.class, () -> ReadRequest.parse(out.bytes(), out.size()));
        assertTrue(String.valueOf(e.getMessage()).startsWith("matcher a=~(: "), e::getMessage);
    }

    @Test
    void samples() throws MessageException {
        Random random = new Random(3);
        SampleColumn floats = Columns.floats(random, 300);
        SampleColumn histograms = Columns.histograms(random, 50);
        ReadResponseWriter writer = new ReadResponseWriter();
        writer.nextQuery();
        writer.nextQuery();
        writer.add(LABELS, floats);
        writer.add(LABELS.with("x", "y"), histograms);
        writer.nextQuery();
        writer.add(LABELS, histograms);
        byte[] message = writer.toBytes();
        ReadResponseReader reader = new ReadResponseReader();
        reader.reset(message, message.length);
        assertNext(reader, 1, LABELS, floats);
        assertNext(reader, 1, LABELS.with("x", "y"), histograms);
        assertNext(reader, 2, LABELS, histograms);
        assertFalse(reader.next());
    }

    private static void assertNext(
            ReadResponseReader reader, int query, Labels labels, SampleColumn samples)
            throws MessageException {
        assertTrue(reader.next());
        assertEquals(query, reader.query());
        assertEquals(labels, reader.series().labels());
        Columns.assertSame(samples, reader.series().samples());
    }

    /** Series come back whole, however many frames they take. */
    @Test
    void chunks() throws IOException, MessageException {
        Random random = new Random(4);
        for (int maxFrame : new int[] {1, 500, 1 << 20}) {
            SampleColumn floats = Columns.floats(random, 1000);
            SampleColumn histograms = Columns.histograms(random, 300);
            ByteArrayOutputStream stream = new ByteArrayOutputStream();
            ChunkedReadWriter writer = new ChunkedReadWriter(stream, maxFrame);
            writer.add(0, LABELS, floats);
            writer.add(1, LABELS.with("x", "y"), histograms);
            ChunkedReadReader reader =
                    new ChunkedReadReader(new ByteArrayInputStream(stream.toByteArray()), 1 << 24);
            SampleColumn[] read = {new SampleColumn(), new SampleColumn()};
            int parts = 0;
            while (reader.next()) {
                int query = reader.query();
                assertEquals(query == 0 ? LABELS : LABELS.with("x", "y"), reader.series().labels());
                append(reader.series().samples(), read[query]);
                parts++;
            }
            assertTrue(maxFrame == 1 ? parts > 10 : parts >= 2, "parts " + parts);
            Columns.assertSame(floats, read[0]);
            Columns.assertSame(histograms, read[1]);
        }
    }

    private static void append(SampleColumn from, SampleColumn to) {
        for (int row = 0; row < from.size; row++) {
            var histogram = from.histogram(row);
            if (histogram == null) {
                to.add(from.times[row], from.values[row]);
            } else {
                to.add(from.times[row], histogram);
            }
        }
    }

    @Test
    void badFramesAreRefused() throws IOException, MessageException {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        new ChunkedReadWriter(stream, 1 << 20).add(0, LABELS, Columns.floats(new Random(1), 100));
        byte[] good = stream.toByteArray();
        byte[] bad = good.clone();
        bad[good.length / 2] ^= 1;
        assertMessage(bad, 1 << 20, "has checksum");
        assertMessage(good, 100, "longer than the 100 bytes");
        byte[] endless = new byte[20];
        Arrays.fill(endless, (byte) 0xff);
        assertMessage(endless, 1 << 20, "longer than the");
        assertThrows(EOFException.class, () -> read(Arrays.copyOf(good, good.length - 1), 1 << 20));
    }

    private static void assertMessage(byte[] stream, int maxFrame, String what) {
        MessageException e = assertThrows(MessageException.class, () -> read(stream, maxFrame));
        assertTrue(String.valueOf(e.getMessage()).contains(what), e::getMessage);
    }

    private static void read(byte[] stream, int maxFrame) throws IOException, MessageException {
        ChunkedReadReader reader =
                new ChunkedReadReader(new ByteArrayInputStream(stream), maxFrame);
        while (reader.next()) {
            reader.series().labels();
        }
    }
}
