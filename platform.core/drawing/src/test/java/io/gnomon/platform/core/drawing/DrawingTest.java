package io.gnomon.platform.core.drawing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.query.QueryResult.Series;
import io.gnomon.model.sample.SampleColumn;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.LongToDoubleFunction;

import javax.imageio.ImageIO;

/** Pictures, looked at pixel by pixel. */
final class DrawingTest {
    private static final long FROM = 1_767_225_600_000L; // 2026-01-01T00:00:00Z
    private static final long HOUR = 3_600_000;
    private static final int GREEN = 0x56A64B;
    private static final int YELLOW = 0xE0B400;
    private static final int THRESHOLD = 0xC4162A;

    private static Series series(String instance, LongToDoubleFunction valueAtMinute) {
        SampleColumn samples = new SampleColumn();
        for (long minute = 0; minute <= 60; minute++) {
            samples.add(FROM + minute * 60_000, valueAtMinute.applyAsDouble(minute));
        }
        return new Series(Labels.of("__name__", "load", "instance", instance), samples);
    }

    private static Graph graph(OptionalDouble threshold, Series... series) {
        return new Graph(
                "load1 > 5 – größer",
                FROM,
                FROM + HOUR,
                60_000,
                ZoneId.of("UTC"),
                List.of(series),
                threshold);
    }

    private static BufferedImage drawn(Graph graph) throws Exception {
        return ImageIO.read(new ByteArrayInputStream(Drawing.png(graph, 640, 300)));
    }

    /** Whether a colour is in columns from one to before the other, above the legend. */
    private static boolean has(BufferedImage image, int color, int fromX, int toX) {
        for (int x = fromX; x < toX; x++) {
            for (int y = 30; y < Math.min(230, image.getHeight()); y++) {
                if ((image.getRGB(x, y) & 0xFFFFFF) == color) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean has(BufferedImage image, int color) {
        return has(image, color, 0, image.getWidth());
    }

    @Test
    void linesHaveTheColoursOfThePage() throws Exception {
        BufferedImage image =
                drawn(graph(OptionalDouble.empty(), series("a", m -> 1), series("b", m -> 2)));
        assertEquals(640, image.getWidth());
        assertEquals(300, image.getHeight());
        assertTrue(has(image, GREEN));
        assertTrue(has(image, YELLOW));
        assertFalse(has(image, THRESHOLD));
    }

    @Test
    void whatIsNotANumberIsAGap() throws Exception {
        Series gap = series("a", m -> m > 20 && m < 40 ? Double.NaN : 3);
        BufferedImage image = drawn(graph(OptionalDouble.empty(), gap));
        assertTrue(has(image, GREEN, 60, 200));
        assertFalse(has(image, GREEN, 270, 400));
        assertTrue(has(image, GREEN, 480, 600));
    }

    @Test
    void missingSamplesAreAGap() throws Exception {
        SampleColumn samples = new SampleColumn();
        samples.add(FROM, 1);
        samples.add(FROM + 60_000, 1);
        samples.add(FROM + HOUR, 1);
        BufferedImage image =
                drawn(graph(OptionalDouble.empty(), new Series(Labels.EMPTY, samples)));
        assertFalse(has(image, GREEN, 100, 600));
        assertTrue(has(image, GREEN, 600, 640), "the last sample is a dot");
    }

    @Test
    void theThresholdIsInTheRangeOfTheAxis() throws Exception {
        BufferedImage image = drawn(graph(OptionalDouble.of(90), series("a", m -> 10)));
        assertTrue(has(image, THRESHOLD));
        assertTrue(has(image, GREEN));
    }

    @Test
    void noSeriesGiveASentence() throws Exception {
        BufferedImage empty = drawn(graph(OptionalDouble.empty()));
        boolean written = false;
        for (int x = 300; x < 350; x++) {
            for (int y = 100; y < 200; y++) {
                written |= (empty.getRGB(x, y) & 0xFFFFFF) == 0x24292E;
            }
        }
        assertTrue(written, "no letter in the middle");
    }

    @Test
    void extremeValuesAreDrawn() throws Exception {
        for (double value : new double[] {0, -5, 1e-12, 1e15, 1e300, -1e300, Double.MAX_VALUE}) {
            assertEquals(
                    640, drawn(graph(OptionalDouble.empty(), series("a", m -> value))).getWidth());
        }
        BufferedImage both =
                drawn(graph(OptionalDouble.empty(), series("a", m -> m < 30 ? -1e300 : 1e300)));
        assertTrue(has(both, GREEN));
    }

    @Test
    void aPictureThatIsTooSmallIsRefused() {
        IllegalArgumentException e =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> Drawing.png(graph(OptionalDouble.empty()), 10, 10));
        assertEquals("a picture of 10x10 pixels: give at least 200x120", e.getMessage());
    }

    /** Java caches what fontconfig says in the home folder: the other one gets an empty home. */
    @Test
    void itDrawsWhereNoFontIsInstalled(@TempDir Path home) throws Exception {
        Path fonts = Files.createDirectory(home.resolve("fonts"));
        Path config =
                Files.writeString(
                        home.resolve("fonts.conf"),
                        "<?xml version=\"1.0\"?><fontconfig><dir>%s</dir></fontconfig>"
                                .formatted(fonts));
        Path picture = home.resolve("a.png");
        ProcessBuilder java =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.awt.headless=true",
                        "-Duser.home=" + home,
                        "-cp",
                        System.getProperty("java.class.path"),
                        WithoutFonts.class.getName(),
                        picture.toString());
        java.environment().put("FONTCONFIG_FILE", config.toString());
        Process process = java.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertEquals(0, process.waitFor(), output);
        assertEquals(640, ImageIO.read(picture.toFile()).getWidth());
    }

    /** Draws in a process of its own. */
    static final class WithoutFonts {
        public static void main(String[] arguments) throws Exception {
            Graph graph = graph(OptionalDouble.of(50), series("a", m -> m));
            Files.write(Path.of(arguments[0]), Drawing.png(graph, 640, 300));
        }
    }

    private static BufferedImage image(byte[] png) throws Exception {
        return ImageIO.read(new ByteArrayInputStream(png));
    }

    @Test
    void valuesHaveTheirColours() throws Exception {
        Tiles tiles =
                new Tiles(
                        "Hosts",
                        List.of(
                                new Tiles.Tile("up", "12", GREEN),
                                new Tiles.Tile("down", "3", THRESHOLD)));
        BufferedImage image = image(Drawing.png(tiles, 400, 160));
        assertEquals(400, image.getWidth());
        assertTrue(has(image, GREEN, 0, 200));
        assertFalse(has(image, GREEN, 210, 400));
        assertTrue(has(image, THRESHOLD, 200, 400));
    }

    @Test
    void aTableLeavesOutWhatHasNoRoom() throws Exception {
        List<Sheet.Column> columns =
                List.of(new Sheet.Column("host", false), new Sheet.Column("load", true));
        byte[] short2 =
                Drawing.png(
                        new Sheet("t", columns, List.of(List.of("a", "1"), List.of("b", "2"))),
                        300,
                        200);
        byte[] long99 =
                Drawing.png(
                        new Sheet("t", columns, Collections.nCopies(99, List.of("a", "1"))),
                        300,
                        200);
        assertFalse(inked(image(short2), 150));
        assertTrue(inked(image(long99), 150));
        assertEquals(200, image(long99).getHeight());
    }

    /** Whether something is drawn below a line. */
    private static boolean inked(BufferedImage image, int fromY) {
        for (int y = fromY; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                if ((image.getRGB(x, y) & 0xFFFFFF) != 0xFFFFFF) {
                    return true;
                }
            }
        }
        return false;
    }

    @Test
    void theAxisIsWrittenInAUnitAndLinesHaveGivenNames() throws Exception {
        Graph plain = graph(OptionalDouble.empty(), series("a", minute -> 60 - minute));
        Graph named =
                new Graph(
                        plain.title(),
                        plain.fromMillis(),
                        plain.toMillis(),
                        plain.stepMillis(),
                        plain.zone(),
                        plain.series(),
                        plain.threshold(),
                        List.of("instance a"),
                        value -> value + " requests per second");
        // Longer texts at the axis move its begin to the right.
        assertTrue(has(drawn(plain), GREEN, 40, 60));
        assertFalse(has(drawn(named), GREEN, 40, 60));
        assertThrows(
                IllegalArgumentException.class,
                () ->
                        new Graph(
                                "",
                                0,
                                1,
                                1,
                                plain.zone(),
                                plain.series(),
                                OptionalDouble.empty(),
                                List.of("a", "b"),
                                null));
    }
}
