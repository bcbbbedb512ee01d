package io.gnomon.platform.tsdb.internal.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.Histogram.ResetHint;
import io.gnomon.model.sample.SampleValues;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

final class ColumnCodecTest {
    private static final long SEED = 20261126;

    private final ByteSink out = new ByteSink(64);

    @Test
    void wholeNumbersOfEveryKindComeBack() throws Exception {
        Random random = new Random(SEED);
        long[] step = new long[1];
        for (int width = 0; width <= 64; width++) {
            long mask = width == 0 ? 0 : -1L >>> (64 - width);
            LongSupplier noise = () -> random.nextLong() & mask;
            LongSupplier signed = () -> (random.nextLong() & mask) - (mask >>> 1);
            LongSupplier rising = () -> step[0] += random.nextLong() & mask;
            LongSupplier multiples = () -> (random.nextLong() & mask) * 4096;
            LongSupplier rarely = () -> random.nextInt(20) == 0 ? random.nextLong() : step[0];
            for (LongSupplier numbers :
                    new LongSupplier[] {noise, signed, rising, multiples, rarely}) {
                roundTrip(numbers, 1 + random.nextInt(600));
                roundTrip(numbers, 1 + random.nextInt(4));
            }
        }
        roundTrip(() -> random.nextBoolean() ? Long.MIN_VALUE : Long.MAX_VALUE, 100);
        roundTrip(() -> random.nextInt(3) * Long.MAX_VALUE, 100);
    }

    private void roundTrip(LongSupplier numbers, int count) throws CorruptDataException {
        long[] all = new long[count];
        for (int i = 0; i < count; i++) {
            all[i] = numbers.getAsLong();
        }
        roundTrip(new LongColumn(), all);
        roundTrip(new LongColumn(true), all);
    }

    private void roundTrip(LongColumn column, long[] all) throws CorruptDataException {
        int count = all.length;
        out.clear();
        column.encode(all, count, out);
        long[] back = new long[count + 3];
        ByteSource in = new ByteSource(out.toByteArray());
        new LongColumn().decode(in, count, back, 3);
        assertArrayEquals(all, Arrays.copyOfRange(back, 3, count + 3), "seed " + SEED);
        assertFalse(in.hasMore());
        assertTrue(out.size() <= 9 * count + 24, out.size() + " bytes for " + count);
    }

    @Test
    void doublesOfEveryKindComeBackBitForBit() throws Exception {
        Random random = new Random(SEED);
        double[] sum = new double[1];
        double[] odd = {
            -0.0,
            Double.NaN,
            Double.longBitsToDouble(0x7ff8000000000001L),
            Double.longBitsToDouble(0xfff0deadbeef0001L),
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            Double.MIN_VALUE,
            Double.MAX_VALUE,
            0x1p53 + 2,
            1e300
        };
        DoubleSupplier[] kinds = {
            () -> 42.5,
            () -> random.nextInt(1000),
            () -> sum[0] += random.nextInt(50),
            () -> sum[0] += random.nextInt(50) / 100.0,
            () -> random.nextInt(100000) * 0.001,
            () -> random.nextInt(100000000) / 1000.0 / 1000.0,
            () -> random.nextInt(1000000000) / 1e9,
            random::nextGaussian,
            () -> (float) random.nextGaussian(),
            () -> 1.7e9 + random.nextInt(1 << 20) / 1e6,
            () -> random.nextInt(5) * 4096.0,
            () -> Double.longBitsToDouble(random.nextLong()),
            () -> odd[random.nextInt(odd.length)],
            () -> random.nextLong() * 1e-3,
            () -> random.nextInt(3) == 0 ? 0.1 + 0.2 : 0.3
        };
        for (int round = 0; round < 40; round++) {
            for (DoubleSupplier kind : kinds) {
                int count = round % 4 == 0 ? 1 + random.nextInt(5) : 1 + random.nextInt(600);
                double[] values = new double[count];
                for (int i = 0; i < count; i++) {
                    values[i] = kind.getAsDouble();
                    if (round % 3 == 1 && random.nextInt(30) == 0) {
                        values[i] = SampleValues.STALE_NAN;
                    }
                    if (round % 5 == 1 && random.nextInt(40) == 0) {
                        values[i] = odd[random.nextInt(odd.length)];
                    }
                }
                roundTrip(values);
            }
        }
        roundTrip(new double[] {SampleValues.STALE_NAN});
        double[] stale = new double[100];
        Arrays.fill(stale, SampleValues.STALE_NAN);
        assertTrue(roundTrip(stale) < 110);
    }

    private int roundTrip(double[] values) throws CorruptDataException {
        int thorough = roundTrip(new FloatColumn(), values);
        int quick = roundTrip(new FloatColumn(true), values);
        assertTrue(quick <= 2 * thorough + 24, quick + " bytes, not " + thorough);
        return thorough;
    }

    private int roundTrip(FloatColumn column, double[] values) throws CorruptDataException {
        double[] padded = new double[values.length + 2];
        System.arraycopy(values, 0, padded, 2, values.length);
        out.clear();
        column.encode(padded, 2, values.length, out);
        double[] back = new double[values.length + 3];
        ByteSource in = new ByteSource(out.toByteArray());
        new FloatColumn().decode(in, values.length, back, 3);
        for (int i = 0; i < values.length; i++) {
            assertEquals(
                    Double.doubleToRawLongBits(values[i]),
                    Double.doubleToRawLongBits(back[3 + i]),
                    "row " + i + " of " + values.length + ", seed " + SEED);
        }
        assertFalse(in.hasMore());
        return out.size();
    }

    @Test
    void constantColumnsComeBackBitForBit() throws Exception {
        double[] constants = {0, -0.0, 7, 4.35, -1e-9, 1e300, Math.PI, Double.NaN, 13.357 * 0.001};
        for (double constant : constants) {
            out.clear();
            new FloatColumn(true).encodeConstant(constant, out);
            double[] back = new double[120];
            ByteSource in = new ByteSource(out.toByteArray());
            new FloatColumn().decode(in, back.length, back, 0);
            for (double value : back) {
                assertEquals(
                        Double.doubleToRawLongBits(constant), Double.doubleToRawLongBits(value));
            }
            assertFalse(in.hasMore());
        }
    }

    @Test
    void exportersArithmeticIsSmall() throws Exception {
        Random random = new Random(SEED);
        int n = 480;
        double[] quotients = new double[n];
        double[] products = new double[n];
        double[] twice = new double[n];
        long count = 1_000_000;
        for (int i = 0; i < n; i++) {
            count += random.nextInt(16);
            quotients[i] = count / 1000.0;
            products[i] = count * 0.001;
            twice[i] = count / 1000.0 / 1000.0;
        }
        int half = n * 4 / 8;
        assertTrue(roundTrip(quotients) < half + 20, "4 bits each");
        assertTrue(roundTrip(products) < half + 20, "4 bits each");
        assertTrue(roundTrip(twice) < half + 20, "4 bits each");
    }

    @Test
    void damagedColumnsAreRefusedOrDecodeWithinTheirBounds() {
        Random random = new Random(SEED);
        double[] values = new double[300];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % 50 == 0 ? SampleValues.STALE_NAN : random.nextInt(1000) / 10.0;
        }
        out.clear();
        new FloatColumn().encode(values, 0, values.length, out);
        byte[] bytes = out.toByteArray();
        FloatColumn column = new FloatColumn();
        double[] back = new double[values.length];
        int refused = 0;
        for (int round = 0; round < 5000; round++) {
            byte[] damaged = bytes.clone();
            for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            }
            int length = random.nextInt(4) == 0 ? random.nextInt(damaged.length) : damaged.length;
            try {
                column.decode(new ByteSource(damaged, 0, length), values.length, back, 0);
            } catch (CorruptDataException e) {
                refused++;
            }
        }
        assertTrue(refused > 100, "some damage is noticed even without a checksum");
    }

    @Test
    void histogramsOfOneLayoutComeBack() throws Exception {
        Random random = new Random(SEED);
        for (int round = 0; round < 60; round++) {
            boolean custom = round % 3 == 0;
            boolean integer = round % 2 == 0;
            int n = 1 + random.nextInt(300);
            Histogram[] rows = new Histogram[n];
            double[] buckets = new double[6];
            double[] negative = new double[custom ? 0 : 3];
            double count = 0;
            for (int i = 0; i < n; i++) {
                buckets = buckets.clone();
                double more = integer ? random.nextInt(10) : random.nextDouble();
                buckets[random.nextInt(6)] += more;
                count += more;
                rows[i] =
                        new Histogram(
                                integer,
                                i == 0
                                        ? ResetHint.RESET
                                        : random.nextInt(20) == 0
                                                ? ResetHint.GAUGE
                                                : ResetHint.NO_RESET,
                                custom ? Histogram.CUSTOM_BUCKETS_SCHEMA : 3,
                                custom ? 0 : 0x1p-128,
                                custom ? 0 : random.nextInt(4),
                                count,
                                random.nextInt(30) == 0
                                        ? SampleValues.STALE_NAN
                                        : random.nextGaussian(),
                                new int[] {0, 4, 2, 2},
                                buckets,
                                custom ? new int[0] : new int[] {-3, 3},
                                negative.clone(),
                                custom ? new double[] {0.1, 0.5, 1, 2.5, 5} : new double[0],
                                round % 4 == 0 ? 1_700_000_000_000L + i / 50 : 0);
            }
            out.clear();
            new HistogramColumn().encode(rows, 0, n, out);
            Histogram[] back = new Histogram[n];
            ByteSource in = new ByteSource(out.toByteArray());
            new HistogramColumn().decode(in, n, back, 0);
            assertFalse(in.hasMore());
            for (int i = 0; i < n; i++) {
                assertTrue(HistogramColumn.sameLayout(rows[0], back[i]));
                assertEquals(rows[i], back[i]);
                assertEquals(
                        Double.doubleToRawLongBits(rows[i].sum()),
                        Double.doubleToRawLongBits(back[i].sum()));
            }
        }
    }
}
