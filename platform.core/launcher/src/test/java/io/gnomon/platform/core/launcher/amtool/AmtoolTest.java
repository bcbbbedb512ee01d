package io.gnomon.platform.core.launcher.amtool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.platform.core.launcher.Main;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.spi.ToolProvider;

/** What the tool is told for what a user types. */
class AmtoolTest {
    /** Prints its arguments, ends with code 3. */
    public static final class Echo implements ToolProvider {
        @Override
        public String name() {
            return "gnomon amtool";
        }

        @Override
        public int run(PrintWriter out, PrintWriter err, String... args) {
            out.print(String.join("|", args));
            return 3;
        }
    }

    @TempDir private Path home;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private PrintStream outBefore = System.out;
    private PrintStream errBefore = System.err;

    @BeforeEach
    void aDistribution() throws IOException {
        Path jar = Files.createDirectories(home.resolve("system")).resolve("echo.jar");
        try (JarOutputStream jarFile = new JarOutputStream(Files.newOutputStream(jar))) {
            jarFile.putNextEntry(new JarEntry("META-INF/services/" + ToolProvider.class.getName()));
            jarFile.write(Echo.class.getName().getBytes(StandardCharsets.UTF_8));
        }
        outBefore = System.out;
        errBefore = System.err;
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void streamsOfBefore() {
        System.setOut(outBefore);
        System.setErr(errBefore);
    }

    private int run(String program, String line) {
        out.reset();
        err.reset();
        return Main.command(home, program, line.split(" ", -1));
    }

    /** Both programs pass a line to the tool in the same way. */
    private void told(String line, String expected) {
        for (String program : List.of("gnomon", "amtool")) {
            assertEquals(3, run(program, line), err::toString);
            assertEquals(
                    expected.replace("PLUGINS", "plugins=" + home.resolve("plugins")),
                    out.toString(StandardCharsets.UTF_8),
                    line);
        }
    }

    @Test
    void aCommandIsToldItsFlagsAndTheRest() {
        told("check-config a.yml b.yml", "check-config|PLUGINS||a.yml|b.yml");
        told(
                "alert query -s -i --receiver=x foo a=b -o json",
                "alert query|silenced=true|inhibited=true|receiver=x|output=json|PLUGINS||foo|a=b");
        told(
                "alert add x --annotation=a=b --annotation=c=d",
                "alert add|annotation=a=b|annotation=c=d|PLUGINS||x");
        told("silence add a=b -c why -d 2h", "silence add|comment=why|duration=2h|PLUGINS||a=b");
        told(
                "silence add a=b --no-require-comment",
                "silence add|require-comment=false|PLUGINS||a=b");
        told("silence expire 1 2", "silence expire|PLUGINS||1|2");
        told("silence import -f -w 3 x.json", "silence import|force=true|worker=3|PLUGINS||x.json");
        told("silence update 1 -q", "silence update|quiet=true|PLUGINS||1");
        told("config show", "config show|PLUGINS|");
        told(
                "config routes test --config.file=f --tree --verify.receivers=a,b x=y",
                "config routes test|config.file=f|tree=true|verify.receivers=a,b|PLUGINS||x=y");
        told(
                "template render --template.glob=a --template.glob=b --template.text=x",
                "template render|template.glob=a|template.glob=b|template.text=x|PLUGINS|");
    }

    @Test
    void aGroupAloneIsItsFirstCommand() {
        told("alert", "alert query|PLUGINS|");
        told("alert foo", "alert query|PLUGINS||foo");
        told("silence --expired", "silence query|expired=true|PLUGINS|");
        told("cluster", "cluster show|PLUGINS|");
        told("config", "config show|PLUGINS|");
        told("config routes --config.file=f", "config routes show|config.file=f|PLUGINS|");
    }

    @Test
    void globalFlagsMayStandAnywhere() {
        told(
                "alert --alertmanager.url=http://a query --timeout=1s",
                "alert query|timeout=1s|alertmanager.url=http://a|PLUGINS|");
        assertEquals(3, run("amtool", "-o json --http.config.file=f cluster show"));
        assertEquals(
                "cluster show|output=json|http.config.file=f|plugins="
                        + home.resolve("plugins")
                        + "|",
                out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void mistakesHaveCodeOneAndALine() {
        for (String line :
                List.of("alert query --bogus", "silence add -d", "cluster show x", "template")) {
            assertEquals(1, run("amtool", line), line);
            String said = err.toString(StandardCharsets.UTF_8);
            assertTrue(said.matches("amtool: error: .*, try --help\n"), line + ": " + said);
        }
        assertEquals(1, run("amtool", "bogus"));
        assertEquals(0, run("amtool", "--version"));
        assertTrue(out.toString(StandardCharsets.UTF_8).startsWith("amtool, version "));
        assertEquals(0, run("amtool", "silence add --help"));
    }
}
