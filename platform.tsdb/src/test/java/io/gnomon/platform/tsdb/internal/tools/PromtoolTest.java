package io.gnomon.platform.tsdb.internal.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.platform.testkit.PeerPrograms;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.spi.ToolProvider;

/**
 * Blocks of promtool are imported, exported, and dumped by promtool and by us: all dumps are the
 * same line by line. Skipped where {@code ../shared/tools/peers} cannot give a promtool.
 */
class PromtoolTest {
    @TempDir private Path folder;

    private String promtool(String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(PeerPrograms.find("promtool").toString(), "tsdb"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).directory(folder.toFile()).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), err);
        return out;
    }

    private String run(ToolProvider tool, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        assertEquals(
                0,
                tool.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments),
                err::toString);
        return out.toString();
    }

    @Test
    void dumpsAreTheSame() throws Exception {
        Random random = new Random(42);
        List<String> lines = new ArrayList<>();
        String[] special = {"NaN", "+Inf", "-Inf", "-0", "1e-310", "123456789.125"};
        for (int i = 0; i < 4000; i++) {
            String value =
                    random.nextInt(20) == 0
                            ? special[random.nextInt(special.length)]
                            : Double.toString(random.nextGaussian() * Math.pow(10, i % 30 - 15));
            lines.add(
                    "m{i=\""
                            + i % 13
                            + "\",t=\"\u00fc\\\"\\\\\"} "
                            + value
                            + " "
                            + (1_700_000_000L + 7L * i)
                            + "."
                            + (100 + i % 900));
        }
        lines.add("# EOF\n");
        Files.writeString(folder.resolve("f.om"), String.join("\n", lines));
        promtool("create-blocks-from", "openmetrics", "--quiet", "f.om", "theirs");
        Files.createDirectories(folder.resolve("theirs/wal"));
        String expected = promtool("dump", "theirs");
        assertEquals(4000, expected.lines().count());

        String data = folder.resolve("data").toString();
        run(new ImportTool(), folder.resolve("theirs").toString(), data);
        assertEquals(expected, run(new DumpTool(), data));
        assertEquals(promtool("dump-openmetrics", "theirs"), run(new DumpOpenMetricsTool(), data));
        run(new ExportTool(), data, folder.resolve("ours").toString());
        Files.createDirectories(folder.resolve("ours/wal"));
        assertEquals(expected, promtool("dump", "ours"));
        assertTrue(promtool("analyze", "ours").contains("Total Series: 13"));

        String filled = folder.resolve("filled").toString();
        run(new BackfillTool(), folder.resolve("f.om").toString(), filled);
        assertEquals(expected, run(new DumpTool(), filled));
        assertEquals(
                expected.lines().filter(line -> line.contains("i=\"7\"")).toList(),
                run(new DumpTool(), filled, "--match=m{i=\"7\"}").lines().toList());
    }
}
