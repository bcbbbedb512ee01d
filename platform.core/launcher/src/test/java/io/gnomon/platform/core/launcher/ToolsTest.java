package io.gnomon.platform.core.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.spi.ToolProvider;

/** Tools are found in the jars of the distribution. */
class ToolsTest {
    /** What a bundle would contain. */
    public static final class Echo implements ToolProvider {
        @Override
        public String name() {
            return "gnomon test echo";
        }

        @Override
        public int run(PrintWriter out, PrintWriter err, String... args) {
            out.println(String.join("+", args));
            err.println(Thread.currentThread().getContextClassLoader().getName());
            return 3;
        }
    }

    @TempDir private Path home;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void aDistribution() throws Exception {
        Path jar = Files.createDirectories(home.resolve("system")).resolve("echo.jar");
        try (JarOutputStream file = new JarOutputStream(Files.newOutputStream(jar))) {
            file.putNextEntry(new JarEntry("META-INF/services/" + ToolProvider.class.getName()));
            file.write(Echo.class.getName().getBytes(StandardCharsets.UTF_8));
        }
    }

    private int run(String name, String... arguments) throws Exception {
        return new Tools(home)
                .run(name, new PrintWriter(out), new PrintWriter(err), List.of(arguments));
    }

    @Test
    void aToolRunsWithItsArgumentsAndExitCode() throws Exception {
        assertEquals(3, run("gnomon test echo", "a", "b c"));
        assertEquals("a+b c\n", out.toString().replace("\r\n", "\n"));
        assertEquals("tools", err.toString().strip());
    }

    @Test
    void anAbsentBundleIsSaidInWords() throws Exception {
        assertEquals(1, run("gnomon test other"));
        assertTrue(err.toString().startsWith("gnomon test other: the bundle"), err::toString);
    }
}
