package io.gnomon.platform.tsdb.internal.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.gnomon.model.labels.Labels;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** OpenMetrics is read in pieces of any size with the same result. */
class OpenMetricsFileTest {
    @TempDir private Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("file.om"), text);
    }

    private static List<String> read(OpenMetricsFile file) throws Exception {
        List<String> samples = new ArrayList<>();
        file.read((series, time, value) ->
                samples.add(file.labels().get(series) + " " + value + " " + time));
        return samples;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 30, 64, 100, 4096})
    void piecesOfAnySize(int size) throws Exception {
        Path file =
                file(
                        """
                        # HELP h a "help"
                        # TYPE h histogram
                        h_bucket{le="1"} 1 10
                        h_bucket{le="1"} 2 20
                        h_bucket{le="+Inf"} 3 20
                        # TYPE g gauge
                        g{a="1",b="2"} 4 1.5
                        g{b="2", a="1"} 5 -2
                        # EOF
                        """);
        OpenMetricsFile metrics = new OpenMetricsFile(file, Labels.EMPTY, size);
        assertEquals(
                List.of(
                        "{__name__=\"h_bucket\", le=\"1.0\"} 1.0 10000",
                        "{__name__=\"h_bucket\", le=\"1.0\"} 2.0 20000",
                        "{__name__=\"h_bucket\", le=\"+Inf\"} 3.0 20000",
                        "{__name__=\"g\", a=\"1\", b=\"2\"} 4.0 1500",
                        "{__name__=\"g\", a=\"1\", b=\"2\"} 5.0 -2000"),
                read(metrics));
        assertEquals(3, metrics.labels().size());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 12, 4096})
    void placesOfErrors(int size) throws IOException {
        assertWrong(size, "a 1 1\nb 2\n# EOF\n", 2, "expected timestamp for series, got none");
        assertWrong(size, "a 1 1\na 2 2\na x 3\n# EOF\n", 3, "expected float as value, got \"x\"");
        assertWrong(size, "a 1 1\na 2 2\n", 3, "data does not end with # EOF");
        assertWrong(size, "a 1 1\n# EOF\na 2 2\n", 3, "unexpected data after # EOF");
    }

    private void assertWrong(int size, String text, int line, String what) throws IOException {
        Path file = file(text);
        ToolException e =
                assertThrows(
                        ToolException.class,
                        () -> read(new OpenMetricsFile(file, Labels.EMPTY, size)));
        assertEquals(file + ":" + line + ": " + what, e.getMessage());
    }

    @Test
    void labelsAreAddedAndReplaced() throws Exception {
        Path file = file("a{x=\"1\",y=\"2\"} 1 1\na{x=\"2\",y=\"2\"} 2 2\n# EOF\n");
        assertEquals(
                List.of(
                        "{__name__=\"a\", x=\"0\", y=\"2\", z=\"3\"} 1.0 1000",
                        "{__name__=\"a\", x=\"0\", y=\"2\", z=\"3\"} 2.0 2000"),
                read(new OpenMetricsFile(file, Labels.of("x", "0", "z", "3"))));
    }

    @Test
    void manySeries() throws Exception {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            text.append("m{i=\"").append(i % 5000).append("\"} ").append(i).append(" ").append(i);
            text.append('\n');
        }
        OpenMetricsFile file =
                new OpenMetricsFile(file(text.append("# EOF\n").toString()), Labels.EMPTY, 1000);
        List<String> samples = read(file);
        assertEquals(10_000, samples.size());
        assertEquals(5000, file.labels().size());
        assertEquals("{__name__=\"m\", i=\"4999\"} 9999.0 9999000", samples.getLast());
    }
}
