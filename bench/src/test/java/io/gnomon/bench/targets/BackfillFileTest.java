package io.gnomon.bench.targets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class BackfillFileTest {
    private static final String ANSWER = "# TYPE up gauge\nup 1\na_total{b=\"c\"} 2.5\n";
    private static final Recording RECORDING = Recording.of(List.of(ANSWER, ANSWER), 2);

    @TempDir Path folder;

    private List<String> lines(BackfillFile file, boolean openMetrics) throws Exception {
        Path text = folder.resolve("text");
        file.write(text, openMetrics);
        return Files.readAllLines(text);
    }

    @Test
    void eachScrapeHasItsTime() throws Exception {
        BackfillFile file = new BackfillFile(RECORDING, 1, 7_000, 5_000, 2, 0, 1);
        assertEquals(4, file.samples());
        assertEquals(
                List.of(
                        "up{instance=\"127.1.1.1\"} 1 7.000",
                        "a_total{instance=\"127.1.1.1\",b=\"c\"} 2.5 7.000",
                        "up{instance=\"127.1.1.1\"} 1 12.000",
                        "a_total{instance=\"127.1.1.1\",b=\"c\"} 2.5 12.000",
                        "# EOF"),
                lines(file, true));
    }

    @Test
    void bothFormsSayTheSame() throws Exception {
        BackfillFile file = new BackfillFile(RECORDING, 2, 7_000, 5_000, 3, 400, 1);
        List<String> openMetrics = lines(file, true);
        List<String> text = lines(file, false);
        assertEquals(
                openMetrics.subList(0, text.size()).stream()
                        .map(line -> line.replaceFirst("\\.(\\d{3})$", "$1"))
                        .toList(),
                text);
    }
}
