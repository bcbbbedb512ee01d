package io.gnomon.platform.core.exposition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.sample.SampleValues;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.Random;

class DecimalsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "1",
                "+1",
                "1.",
                ".5",
                "1e3",
                "1E+3",
                "1.7560473e+06",
                "9007199254740993",
                "0.1",
                "0.30000000000000004",
                "123456789012345678",
                "1234567890123456789",
                "5e-324",
                "1.7976931348623157e308",
                "2.2250738585072011e-308",
                "1e22",
                "1e23",
                "1e-22",
                "8.999999999999979e-05",
                "00000000000000000000000001.50",
                "0.000000000000000000001e21",
                "4.35",
                "9007199254740992e22",
                "1e-400"
            })
    void readsWhatJavaReads(String text) {
        assertSame(Double.parseDouble(text), parse(text), text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "-", "+", ".", "e5", "1e", "1e+", "0x1", "0x1p-3", "1_2", "1.2.3", "1 ", " 1",
                "1f", "1d", "+nan", "infin", "1e999", "-1e999", "1e5x", "NaN1", "0b1"
            })
    void refuses(String text) {
        assertTrue(Decimals.isRefused(parse(text)), text);
    }

    @Test
    void readsTheNamedValues() {
        assertSame(Double.POSITIVE_INFINITY, parse("+Inf"), "+Inf");
        assertSame(Double.POSITIVE_INFINITY, parse("infinity"), "infinity");
        assertSame(Double.NEGATIVE_INFINITY, parse("-INF"), "-INF");
        assertEquals(
                SampleValues.NORMAL_NAN_BITS, Double.doubleToRawLongBits(parse("nan")), "one NaN");
    }

    @Test
    void agreesWithJavaOnRandomText() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 200_000; i++) {
            String text = randomNumber(random);
            double expected = Double.parseDouble(text);
            double actual = parse(text);
            if (Double.isInfinite(expected)) {
                assertTrue(Decimals.isRefused(actual), "seed " + seed + ": " + text);
            } else {
                assertSame(expected, actual, "seed " + seed + ": " + text);
            }
        }
    }

    private static String randomNumber(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> Double.toString(Double.longBitsToDouble(random.nextLong() & ~(1L << 62)));
            case 1 -> Long.toString(random.nextLong() >> random.nextInt(63));
            case 2 -> random.nextInt(1_000_000) + "." + random.nextInt(1_000_000);
            default -> random.nextLong(1L << 54) + "e" + (random.nextInt(60) - 30);
        };
    }

    /** The way for most lines gives the same or leaves it to the other. */
    private static double parse(String text) {
        byte[] bytes = ("<" + text + ">").getBytes(StandardCharsets.UTF_8);
        double value = Decimals.parse(bytes, 1, bytes.length - 1);
        ByteCursor cursor = new ByteCursor("text format");
        double ofLine = parseLine(cursor, text);
        if (Decimals.isRefused(ofLine)) {
            assertEquals(0, cursor.position, text);
        } else {
            assertSame(value, ofLine, text);
            assertEquals(text.length(), cursor.position, text);
        }
        return value;
    }

    private static double parseLine(ByteCursor cursor, String text) {
        byte[] line = (text + "\n").getBytes(StandardCharsets.UTF_8);
        cursor.reset(line, 0, line.length);
        return Decimals.parseLine(cursor);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-0", "12", "4.35", "1.7560473e+06", "-8.5e-05", "12345.678"})
    void readsUsualLinesAtOnce(String text) {
        assertSame(Double.parseDouble(text), parseLine(new ByteCursor("text format"), text), text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "NaN", "+Inf", "1 1700000000000", "1e5", "{a=\"b\"} 1", "1 # {} 1"})
    void leavesOtherLines(String text) {
        assertTrue(Decimals.isRefused(parseLine(new ByteCursor("text format"), text)), text);
    }

    private static void assertSame(double expected, double actual, String text) {
        assertEquals(
                Double.doubleToRawLongBits(expected), Double.doubleToRawLongBits(actual), text);
    }
}
