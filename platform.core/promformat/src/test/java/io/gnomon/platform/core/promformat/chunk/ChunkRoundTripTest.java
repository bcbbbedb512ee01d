package io.gnomon.platform.core.promformat.chunk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.Histogram.ResetHint;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.platform.core.promformat.Columns;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/** What is encoded is decoded bit for bit; chunks are cut where they must be. */
class ChunkRoundTripTest {
    private final ChunkEncoder encoder = new ChunkEncoder();
    private final ChunkDecoder decoder = new ChunkDecoder();

    /** Encodes a column, decodes all chunks, gives the sizes of the chunks. */
    private List<Integer> roundTrip(SampleColumn column, SampleColumn out) throws ChunkException {
        List<Integer> sizes = new ArrayList<>();
        for (int row = 0; row < column.size; ) {
            int next = encoder.encode(column, row);
            sizes.add(next - row);
            decoder.decode(encoder.encoding(), encoder.bytes(), 0, encoder.length(), out);
            row = next;
        }
        return sizes;
    }

    @Test
    void floats() throws ChunkException {
        for (int seed = 0; seed < 300; seed++) {
            SampleColumn column = Columns.floats(new Random(seed), 1 + seed);
            SampleColumn read = new SampleColumn(0);
            List<Integer> sizes = roundTrip(column, read);
            Columns.assertSame(column, read);
            assertEquals((seed + 120) / 120, sizes.size());
        }
    }

    @Test
    void histograms() throws ChunkException {
        for (int seed = 0; seed < 300; seed++) {
            SampleColumn column = Columns.histograms(new Random(seed), 1 + seed);
            SampleColumn read = new SampleColumn(0);
            roundTrip(column, read);
            Columns.assertSame(column, read);
        }
    }

    @Test
    void aColumnWithBothKinds() throws ChunkException {
        Random random = new Random(7);
        SampleColumn column = Columns.histograms(random, 3);
        long time = column.times[2];
        column.add(time + 1, 4.5);
        column.add(time + 2, -0.0);
        column.add(time + 3, Columns.marker(false));
        SampleColumn read = new SampleColumn(0);
        roundTrip(column, read);
        Columns.assertSame(column, read);
    }

    private static Histogram counts(ResetHint hint, double first, double second) {
        return new Histogram(
                true,
                hint,
                0,
                0,
                0,
                first + second,
                1,
                new int[] {0, 2},
                new double[] {first, second},
                new int[0],
                new double[0],
                new double[0],
                0);
    }

    /** Resets are found in the numbers, told by the hint, and stand in the chunk's header. */
    @Test
    void resetsBeginChunks() throws ChunkException {
        SampleColumn column = new SampleColumn(8);
        column.add(1, counts(ResetHint.UNKNOWN, 1, 1));
        column.add(2, counts(ResetHint.UNKNOWN, 2, 5));
        column.add(3, counts(ResetHint.UNKNOWN, 1, 9));
        column.add(4, counts(ResetHint.UNKNOWN, 1, 9));
        column.add(5, counts(ResetHint.RESET, 2, 9));
        column.add(6, counts(ResetHint.NO_RESET, 2, 9));
        SampleColumn read = new SampleColumn(0);
        assertEquals(List.of(2, 2, 2), roundTrip(column, read));
        Columns.assertSame(column, read);
        List<ResetHint> hints = new ArrayList<>();
        for (int row = 0; row < read.size; row++) {
            hints.add(HistogramChunks.row(read, row).resetHint());
        }
        assertEquals(
                List.of(
                        ResetHint.UNKNOWN,
                        ResetHint.NO_RESET,
                        ResetHint.RESET,
                        ResetHint.NO_RESET,
                        ResetHint.RESET,
                        ResetHint.NO_RESET),
                hints);
    }

    /** Made by hand from chunks.md: a first sample, a delta, the same value with the same delta. */
    @Test
    void theBytesOfAnXorChunk() throws ChunkException {
        SampleColumn column = new SampleColumn(4);
        column.add(1000, 1);
        column.add(2000, 1.5);
        column.add(3000, 1.5);
        column.add(4001, 1.5);
        encoder.encode(column, 0);
        // 4 samples; varint 1000; 1.0; uvarint 1000; 1 1 01100 000001 1 (12 zeros before one bit);
        // 0 0; 10 and 1 in 14 bits, 0; filled with zeros.
        String bits =
                "0000000000000100"
                        + "1101000000001111"
                        + "0011111111110000000000000000000000000000000000000000000000000000"
                        + "1110100000000111"
                        + "11"
                        + "01100"
                        + "000001"
                        + "1"
                        + "00"
                        + "1000000000000001"
                        + "0";
        StringBuilder hex = new StringBuilder();
        for (int i = 0; i < bits.length(); i += 4) {
            String four =
                    (bits.substring(i, Math.min(bits.length(), i + 4)) + "000").substring(0, 4);
            hex.append(Integer.toHexString(Integer.parseInt(four, 2)));
        }
        if (hex.length() % 2 == 1) {
            hex.append('0');
        }
        assertEquals(
                hex.toString(), HexFormat.of().formatHex(encoder.bytes(), 0, encoder.length()));
    }

    /** Cut off or changed bytes give a sentence or other samples, never another failure. */
    @Test
    void damagedChunksAreRefusedOrDiffer() throws ChunkException {
        Random random = new Random(11);
        int refused = 0;
        for (int round = 0; round < 3000; round++) {
            boolean floats = random.nextBoolean();
            int size = 1 + random.nextInt(30);
            SampleColumn column =
                    floats ? Columns.floats(random, size) : Columns.histograms(random, size);
            encoder.encode(column, 0);
            byte[] bytes = Arrays.copyOf(encoder.bytes(), encoder.length());
            int encoding = 1 + random.nextInt(6);
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            SampleColumn read = new SampleColumn(0);
            read.add(Long.MIN_VALUE, 0);
            try {
                decoder.decode(encoding, bytes, 0, random.nextInt(bytes.length + 1), read);
            } catch (ChunkException e) {
                refused++;
                assertEquals(1, read.size, e::getMessage);
            }
        }
        assertTrue(refused > 1000, "refused " + refused);
    }

    @Test
    void anUnknownEncodingIsRefused() {
        ChunkException e =
                assertThrows(
                        ChunkException.class,
                        () -> decoder.decode(9, new byte[4], 0, 4, new SampleColumn(0)));
        assertEquals("encoding 9 is not known (known are 1 to 6)", e.getMessage());
    }
}
