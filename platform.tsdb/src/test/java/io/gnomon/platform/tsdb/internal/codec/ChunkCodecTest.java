package io.gnomon.platform.tsdb.internal.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.Random;
import java.util.function.IntToLongFunction;

/** Times and numbers come back, and take few bytes where they can. */
class ChunkCodecTest {
    private static int timeBytes(int count, IntToLongFunction time) throws Exception {
        long[] times = new long[count];
        Arrays.setAll(times, time);
        ByteSink out = new ByteSink(16);
        LongDeltas.encode(times, count, out);
        long[] back = new long[count];
        LongDeltas.decode(out.toByteArray(), count, back, 0);
        assertArrayEquals(times, back);
        return out.size();
    }

    @Test
    void regularTimesAreSmall() throws Exception {
        assertTrue(timeBytes(120, i -> 1_700_000_000_000L + 15_000L * i) < 12);
        assertTrue(timeBytes(120, i -> 1_700_000_000_000L + 15_000L * i + i * 7 % 5) < 70);
    }

    @Test
    void randomTimesComeBack() throws Exception {
        long seed = Long.getLong("gnomon.seed", System.nanoTime());
        System.out.println("ChunkCodecTest: -Dgnomon.seed=" + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 3000; round++) {
            int count = 1 + random.nextInt(120);
            long scale = 1L << random.nextInt(62);
            timeBytes(count, i -> random.nextInt(4) == 0 ? random.nextLong() : i * scale);
        }
    }

    @Test
    void numbersComeBack() throws Exception {
        double[] numbers = {
            0, -0.0, 1, -1, 63, 64, 1e15, -1e15, 0x1p52, 0x1p53, 0.5, Double.NaN, -1e300
        };
        ByteSink out = new ByteSink(1);
        for (double number : numbers) {
            out.number(number);
            out.zigzag((long) number);
            out.text("ü" + number);
        }
        ByteSource in = new ByteSource(out.toByteArray());
        for (double number : numbers) {
            assertEquals(
                    Double.doubleToRawLongBits(number), Double.doubleToRawLongBits(in.number()));
            assertEquals((long) number, in.zigzag());
            assertEquals("ü" + number, in.text());
        }
        assertTrue(!in.hasMore());
        assertThrows(CorruptDataException.class, in::u8);
    }

    /** Bytes that are not ours are refused with an exception that says so, never another one. */
    @Test
    void garbageIsRefused() {
        Random random = new Random(1);
        int refused = 0;
        for (int round = 0; round < 5000; round++) {
            byte[] bytes = new byte[random.nextInt(60)];
            random.nextBytes(bytes);
            try {
                HistogramCodec.decode(new ByteSource(bytes));
                LabelCodec.decode(new ByteSource(bytes));
                LongDeltas.decode(bytes, 10, new long[10], 0);
            } catch (CorruptDataException e) {
                refused++;
            }
        }
        assertTrue(refused > 4000, refused + " of 5000");
    }
}
