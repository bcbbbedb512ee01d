package io.gnomon.platform.core.exposition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.MetricType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

class ExpositionParserTest {
    @Test
    void escapesThatAreNoneStayAsInPrometheus() throws ExpositionException {
        for (boolean openMetrics : new boolean[] {false, true}) {
            byte[] text = "a{b=\"C:\\Users\\\\x\\n\"} 1\n# EOF\n".getBytes(StandardCharsets.UTF_8);
            ExpositionParser parser = new ExpositionParser(openMetrics);
            parser.reset(text, text.length);
            assertEquals(ExpositionParser.Entry.SAMPLE, parser.next());
            assertEquals("C:\\Users\\x\n", parser.labels().get("b"));
        }
    }

    @Test
    void readsTheTextFormat() throws Exception {
        assertGolden("text.txt", false);
    }

    @Test
    void readsOpenMetrics() throws Exception {
        assertGolden("openmetrics.txt", true);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a 1 1.5|line 1: expected integer as timestamp, got \"1.5\"",
                "a{b=\"c\"|line 1: unexpected end of input stream",
                "a{b=\"c\\|line 1: unexpected end of input stream",
                "a{\"b|line 1: unexpected end of input stream",
                "a{b=\"c\",,} 1|line 1: invalid label name for metric \"a\"",
                "a b|line 1: expected float as value, got \"b\"",
                "a|line 1: unexpected end of input stream",
                "a{b=\"c\"} 1 2 x|line 1: spurious string after timestamp: \"x\"",
                "{b=\"c\",\"a\"} 1|line 1: invalid metric name: it must come first in the braces"
            })
    void saysWhatIsWrong(String text, String message) {
        assertEquals("text format parsing error in " + message, error(text, false));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a 1|line 1: data does not end with # EOF",
                "a 1 # {b=\"c\"} x|line 1: expected float as value of the exemplar, got \"x\"",
                "a 1 now|line 1: expected seconds as timestamp, got \"now\"",
                "# UNIT a_b seconds|line 1: unit \"seconds\" is not the ending of \"a_b\"",
                "# TYPE a untyped|line 1: unknown metric type \"untyped\""
            })
    void saysWhatIsWrongInOpenMetrics(String text, String message) {
        assertEquals("OpenMetrics parsing error in " + message, error(text, true));
        assertEquals(
                "OpenMetrics parsing error in line 2: unexpected data after # EOF",
                error("# EOF\na 1", true));
    }

    @Test
    void namesTheLine() {
        assertTrue(error("a 1\n\n# HELP b x\nb{ 2\n", false).contains("in line 4:"));
    }

    @Test
    void knowsASeriesByItsBytes() throws Exception {
        byte[] known = "up{a=\"b\"}".getBytes(UTF_8);
        ExpositionParser parser = new ExpositionParser(false);
        byte[] text = "up{a=\"b\"} 7 12\nup{a=\"b\"} 8\nup{a=\"b\"}7\nup{a=\"b\"}".getBytes(UTF_8);
        parser.reset(text, text.length);
        assertTrue(parser.nextIfSeries(known, 0, known.length));
        assertEquals(7, parser.value());
        assertEquals(12, parser.timeMillis());
        assertTrue(parser.nextIfSeries(known, 0, known.length));
        assertEquals(8, parser.value());
        assertFalse(parser.timed());
        assertFalse(parser.nextIfSeries(known, 0, known.length), "no blank behind the series");
        assertEquals(ExpositionParser.Entry.SAMPLE, parser.next());
        assertFalse(parser.nextIfSeries(known, 0, known.length), "the text ends");
    }

    @Test
    void aKnownNameIsNotTheSeriesWithBracesBehindABlank() throws Exception {
        byte[] known = "up".getBytes(UTF_8);
        ExpositionParser parser = new ExpositionParser(false);
        byte[] text = "up {a=\"b\"} 1\nupper 2\nup 3\n".getBytes(UTF_8);
        parser.reset(text, text.length);
        assertFalse(parser.nextIfSeries(known, 0, known.length));
        assertEquals(ExpositionParser.Entry.SAMPLE, parser.next());
        assertEquals(Labels.of("__name__", "up", "a", "b"), parser.labels());
        assertFalse(parser.nextIfSeries(known, 0, known.length));
        assertEquals(ExpositionParser.Entry.SAMPLE, parser.next());
        assertTrue(parser.nextIfSeries(known, 0, known.length));
        assertEquals(3, parser.value());
    }

    @Test
    void readsLabelsAgainFromTheBytes() {
        byte[] series = "h_bucket{le=\"1\"}".getBytes(UTF_8);
        assertEquals(
                Labels.of("__name__", "h_bucket", "le", "1.0"),
                ExpositionParser.series(series, 0, series.length, MetricType.HISTOGRAM).labels());
        assertEquals(
                Labels.of("__name__", "h_bucket", "le", "1"),
                ExpositionParser.series(series, 0, series.length, MetricType.UNKNOWN).labels());
    }

    @Test
    void tellsEmptyLabels() throws Exception {
        byte[] text = "a{b=\"\",c=\"d\"} 1\n".getBytes(UTF_8);
        ExpositionParser parser = new ExpositionParser(false);
        parser.reset(text, text.length);
        parser.next();
        assertEquals(
                new SeriesText(Labels.of("__name__", "a", "c", "d"), List.of("b")),
                parser.series());
    }

    /** Broken input is refused with our exception and nothing else. */
    @Test
    void survivesBrokenText() throws Exception {
        byte[] valid = resource("openmetrics.txt").getBytes(UTF_8);
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] text = valid.clone();
            for (int k = random.nextInt(4); k >= 0; k--) {
                text[random.nextInt(text.length)] = (byte) (random.nextInt(256) - 128);
            }
            byte[] cut = Arrays.copyOf(text, random.nextInt(text.length));
            try {
                Dump.of(random.nextBoolean() ? text : cut, random.nextBoolean());
            } catch (ExpositionException e) {
                refused++;
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ", round " + i, e);
            }
        }
        assertTrue(refused > 1000, "seed " + seed + ": only " + refused + " were refused");
    }

    private static String error(String text, boolean openMetrics) {
        return String.valueOf(
                assertThrows(
                                ExpositionException.class,
                                () -> Dump.of(text.getBytes(UTF_8), openMetrics),
                                text)
                        .getMessage());
    }

    private static void assertGolden(String file, boolean openMetrics) throws Exception {
        assertEquals(
                resource(file + ".expected"), Dump.of(resource(file).getBytes(UTF_8), openMetrics));
    }

    static String resource(String name) throws IOException {
        try (InputStream in = ExpositionParserTest.class.getResourceAsStream("/golden/" + name)) {
            if (in == null) {
                throw new IOException("no resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
