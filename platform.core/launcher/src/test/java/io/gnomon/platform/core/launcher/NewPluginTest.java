package io.gnomon.platform.core.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import picocli.CommandLine;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** From the templates of this checkout; itests build what is written. */
class NewPluginTest {
    /** The folder with templates/, two above this module. */
    private static final Path HOME = Path.of("../..");

    @TempDir private Path folder;

    private final StringWriter err = new StringWriter();

    @Test
    void aPanelIsPlainJavaScriptUnlessTypeScriptIsAskedFor() throws IOException {
        assertEquals(0, run("panel", "my-thing", "--directory=" + folder.resolve("js")));
        assertEquals(
                0, run("panel", "my-thing", "--typescript", "--directory=" + folder.resolve("ts")));
        assertTrue(files("js").contains("bundle/web/panel.js"));
        assertFalse(files("js").contains("tsconfig.json"));
        assertTrue(files("ts").contains("src/panel.ts"));
        assertFalse(files("ts").contains("bundle/web/panel.js"));
        for (String project : List.of("js", "ts")) {
            String manifest = read(project, "bundle/META-INF/MANIFEST.MF");
            assertTrue(manifest.contains("Bundle-SymbolicName: com.example.mything\n"), manifest);
            String panel = read(project, "bundle/META-INF/gnomon/plugin.json");
            assertTrue(panel.contains("\"id\": \"my-thing\""), panel);
        }
    }

    @Test
    void noPlaceholderStays() throws IOException {
        for (String kind : List.of("exporter", "channel", "panel")) {
            assertEquals(0, run(kind, "my-thing", "--directory=" + folder.resolve(kind)));
            for (String file : files(kind)) {
                assertFalse(
                        (file + read(kind, file)).matches("(?s).*__(name|Name|package|metric)__.*"),
                        kind + "/" + file);
            }
        }
    }

    @Test
    void mistakesAreToldInASentence() {
        assertEquals(2, run("exporter", "x", "--typescript", "--directory=" + folder.resolve("x")));
        assertEquals(2, run("dashboard", "x"));
        assertEquals(2, run("panel", "My_Thing"));
        assertEquals(
                """
                --typescript is for panels; exporter plugins are written in Java
                no template for "dashboard"; there are channel, exporter, panel
                "My_Thing" is not a plugin name: lower case letters, digits, hyphens
                """
                        .lines()
                        .toList(),
                err.toString()
                        .lines()
                        .filter(line -> line.matches("(--typ|no temp|\"My).*"))
                        .toList());
    }

    private int run(String... args) {
        return new CommandLine(new NewPlugin(HOME, "1.2.3"))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }

    private List<String> files(String project) throws IOException {
        Path root = folder.resolve(project);
        try (Stream<Path> walk = Files.walk(root)) {
            return walk.filter(Files::isRegularFile)
                    .map(p -> root.relativize(p).toString())
                    .toList();
        }
    }

    private String read(String project, String file) throws IOException {
        return Files.readString(folder.resolve(project).resolve(file));
    }
}
