package io.gnomon.platform.tsdb.internal.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.sample.SampleValues;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntToLongFunction;

/** Times, values and numbers come back bit for bit, and take few bytes where they can. */
class ChunkCodecTest {
    private static int bytesOf(int count, IntToDoubleFunction value) throws Exception {
        double[] values = new double[count];
        Arrays.setAll(values, value);
        ByteSink out = new ByteSink(16);
        ValueChunk.encode(values, count, new long[count], out);
        double[] back = new double[count + 3];
        ValueChunk.decode(out.toByteArray(), count, back, 3);
        for (int i = 0; i < count; i++) {
            assertEquals(
                    Double.doubleToRawLongBits(values[i]),
                    Double.doubleToRawLongBits(back[i + 3]),
                    "value " + i + " of " + values[i]);
        }
        return out.size();
    }

    private static int timeBytes(int count, IntToLongFunction time) throws Exception {
        long[] times = new long[count];
        Arrays.setAll(times, time);
        ByteSink out = new ByteSink(16);
        TimeChunk.encode(times, count, out);
        long[] back = new long[count];
        TimeChunk.decode(out.toByteArray(), count, back, 0);
        assertArrayEquals(times, back);
        return out.size();
    }

    @Test
    void plainShapesAreSmall() throws Exception {
        assertEquals(9, bytesOf(120, i -> 42.5));
        assertEquals(9, bytesOf(120, i -> SampleValues.STALE_NAN));
        assertTrue(bytesOf(120, i -> 1e6 + 15 * i) < 12);
        assertTrue(bytesOf(120, i -> i * i) < 130);
        assertTrue(bytesOf(120, i -> (i * 37 % 11) / 10.0) < 90);
        assertTrue(timeBytes(120, i -> 1_700_000_000_000L + 15_000L * i) < 12);
        assertTrue(timeBytes(120, i -> 1_700_000_000_000L + 15_000L * i + i * 7 % 5) < 70);
    }

    @Test
    void oddValuesKeepTheirBits() throws Exception {
        double[] odd = {
            0.0,
            -0.0,
            Double.NaN,
            SampleValues.STALE_NAN,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            Double.MIN_VALUE,
            Double.MAX_VALUE,
            0x1p53,
            -0x1p63,
            0.1,
            1.0 / 3
        };
        for (double one : odd) {
            bytesOf(1, i -> one);
            for (double other : odd) {
                bytesOf(2, i -> i == 0 ? one : other);
                bytesOf(120, i -> i % 7 == 0 ? one : other);
            }
        }
    }

    @Test
    void randomValuesAndTimesComeBack() throws Exception {
        long seed = Long.getLong("gnomon.seed", System.nanoTime());
        System.out.println("ChunkCodecTest: -Dgnomon.seed=" + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 3000; round++) {
            int count = 1 + random.nextInt(120);
            int shape = random.nextInt(5);
            long scale = 1L << random.nextInt(62);
            bytesOf(
                    count,
                    i ->
                            switch (shape) {
                                case 0 -> Double.longBitsToDouble(random.nextLong());
                                case 1 -> random.nextInt(100) / 10.0;
                                case 2 -> (double) random.nextLong(scale);
                                case 3 -> random.nextGaussian() * scale;
                                default -> i * 1000.0 + random.nextInt(50);
                            });
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
                ValueChunk.decode(bytes, 10, new double[10], 0);
            } catch (CorruptDataException e) {
                refused++;
            }
        }
        assertTrue(refused > 4000, refused + " of 5000");
    }
}
