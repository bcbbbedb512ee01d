package io.gnomon.model.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Random;

class ShortestDigitsTest {
    private static final int RANDOM =
            Integer.getInteger("digits.count", Boolean.getBoolean("long") ? 50_000_000 : 300_000);

    private final byte[] out = new byte[32];

    @Test
    void anyDoubleHasTheDigitsThatTheJdkFinds() {
        long seed = Long.getLong("digits.seed", 20_261_127);
        Random random = new Random(seed);
        for (int i = 0; i < RANDOM; i++) {
            double value = Double.longBitsToDouble(random.nextLong() & Long.MAX_VALUE);
            if (Double.isFinite(value) && value >= Double.MIN_NORMAL) {
                checkAsJdk(value);
            }
        }
        System.out.printf("ShortestDigitsTest: seed %d, %d doubles%n", seed, RANDOM);
    }

    @Test
    void powersAndTheirNeighbours() {
        for (int e = -1022; e <= 1023; e++) {
            double power = Math.scalb(1.0, e);
            checkAsJdk(power);
            checkAsJdk(Math.nextUp(power));
            if (e > -1022) {
                checkAsJdk(Math.nextDown(power));
            }
        }
        for (int e = -300; e <= 308; e++) {
            double power = Double.parseDouble("1e" + e);
            checkAsJdk(power);
            checkAsJdk(Math.nextUp(power));
            checkAsJdk(Math.nextDown(power));
        }
        checkAsJdk(Double.MAX_VALUE);
    }

    @Test
    void decimalsAndWholeNumbers() {
        for (int i = 1; i < 100_000; i++) {
            checkAsJdk(i);
            checkAsJdk(i / 10.0);
            checkAsJdk(i / 1e6);
            checkAsJdk(i / 1e7);
            checkAsJdk(i * 1e9);
            checkAsJdk(i / 3.0);
        }
        for (long i = (1L << 53) - 1000; i < (1L << 53) + 1000; i++) {
            checkAsJdk((double) i);
        }
        checkAsJdk(999_999_999.999_999_5);
        checkAsJdk(999_999_999.999_999);
    }

    /** Of these the JDK writes two digits where one would do: all are tried. */
    @Test
    void theSmallestDoublesHaveAsFewDigitsAsTheyNeed() {
        for (int i = 1; i < 3000; i++) {
            double value = i * Double.MIN_VALUE;
            BigDecimal exact = new BigDecimal(value);
            int precision = 1;
            BigDecimal shortest = exact.round(new MathContext(1, RoundingMode.HALF_EVEN));
            while (shortest.doubleValue() != value) {
                precision++;
                shortest = exact.round(new MathContext(precision, RoundingMode.HALF_EVEN));
            }
            check(shortest, value);
        }
    }

    private void checkAsJdk(double value) {
        check(new BigDecimal(Double.toString(value)), value);
    }

    private void check(BigDecimal decimal, double value) {
        BigDecimal expected = decimal.stripTrailingZeros();
        String digits = expected.unscaledValue().toString();
        int found = ShortestDigits.write(value, out, 0);
        StringBuilder ours = new StringBuilder();
        for (int i = 0; i < (found & 31); i++) {
            ours.append((char) out[i]);
        }
        assertEquals(
                digits + " " + (expected.precision() - expected.scale()),
                ours + " " + (found >> 5),
                () -> Double.toString(value));
    }
}
