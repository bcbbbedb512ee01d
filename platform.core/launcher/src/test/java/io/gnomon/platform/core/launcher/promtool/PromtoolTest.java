package io.gnomon.platform.core.launcher.promtool;

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
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.spi.ToolProvider;

/** What the tools are told for what a user types. */
class PromtoolTest {
    /** Prints its name and arguments, ends with code 3. */
    public abstract static class Echo implements ToolProvider {
        private final String name;

        Echo(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return "gnomon " + name;
        }

        @Override
        public int run(PrintWriter out, PrintWriter err, String... args) {
            out.print(name + "|" + String.join("|", args));
            return 3;
        }
    }

    public static final class Config extends Echo {
        public Config() {
            super("check config");
        }
    }

    public static final class Rules extends Echo {
        public Rules() {
            super("check rules");
        }
    }

    public static final class WebConfig extends Echo {
        public WebConfig() {
            super("check web-config");
        }
    }

    public static final class Discovery extends Echo {
        public Discovery() {
            super("check service-discovery");
        }
    }

    public static final class Healthy extends Echo {
        public Healthy() {
            super("check healthy");
        }
    }

    public static final class Ready extends Echo {
        public Ready() {
            super("check ready");
        }
    }

    public static final class Metrics extends Echo {
        public Metrics() {
            super("check metrics");
        }
    }

    public static final class Format extends Echo {
        public Format() {
            super("promql format");
        }
    }

    public static final class SetMatcher extends Echo {
        public SetMatcher() {
            super("promql label-matchers set");
        }
    }

    public static final class DeleteMatcher extends Echo {
        public DeleteMatcher() {
            super("promql label-matchers delete");
        }
    }

    public static final class Instant extends Echo {
        public Instant() {
            super("query instant");
        }
    }

    public static final class Range extends Echo {
        public Range() {
            super("query range");
        }
    }

    public static final class Series extends Echo {
        public Series() {
            super("query series");
        }
    }

    public static final class LabelValues extends Echo {
        public LabelValues() {
            super("query labels");
        }
    }

    public static final class Analyze extends Echo {
        public Analyze() {
            super("query analyze");
        }
    }

    public static final class Blocks extends Echo {
        public Blocks() {
            super("tsdb list");
        }
    }

    public static final class Block extends Echo {
        public Block() {
            super("tsdb analyze");
        }
    }

    public static final class Push extends Echo {
        public Push() {
            super("push metrics");
        }
    }

    @TempDir private Path home;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private PrintStream outBefore = System.out;
    private PrintStream errBefore = System.err;
    private String file = "";

    @BeforeEach
    void aDistribution() throws IOException {
        Path jar = Files.createDirectories(home.resolve("system")).resolve("echo.jar");
        try (JarOutputStream jarFile = new JarOutputStream(Files.newOutputStream(jar))) {
            jarFile.putNextEntry(new JarEntry("META-INF/services/" + ToolProvider.class.getName()));
            for (Class<?> tool : PromtoolTest.class.getDeclaredClasses()) {
                if (!tool.equals(Echo.class)) {
                    jarFile.write((tool.getName() + "\n").getBytes(StandardCharsets.UTF_8));
                }
            }
        }
        file = Files.writeString(home.resolve("f.yml"), "").toString();
        outBefore = System.out;
        errBefore = System.err;
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void streamsOfBefore() {
        System.setOut(outBefore);
        System.setErr(errBefore);
        System.clearProperty("enable-feature");
    }

    private int run(String program, String line) {
        List<String> args = new ArrayList<>();
        for (String word : line.split(" ", -1)) {
            args.add(word.replace("FILE", file));
        }
        out.reset();
        err.reset();
        return Main.command(home, program, args.toArray(String[]::new));
    }

    /** Both programs pass a line to a tool in the same way. */
    private void told(String line, String expected) {
        for (String program : List.of("gnomon", "promtool")) {
            assertEquals(3, run(program, line), err::toString);
            assertEquals(
                    expected.replace("FILE", file)
                            .replace("PLUGINS", home.resolve("plugins").toString()),
                    out.toString(StandardCharsets.UTF_8),
                    line);
        }
    }

    @Test
    void checkConfig() {
        told("check config FILE", "check config|PLUGINS|false|false||true|false|false||FILE");
        told(
                "check config --syntax-only --agent --lint=all --lint-fatal --ignore-unknown-fields"
                        + " --gnomon.config-file=FILE FILE FILE",
                "check config|PLUGINS|true|true|5m|true|true|true|FILE|FILE|FILE");
        told(
                "check --query.lookback-delta=9m config FILE"
                        + " --lint=none,too-long-scrape-interval",
                "check config|PLUGINS|false|false|9m|false|false|false||FILE");
        assertEquals(3, run("promtool", "check config --lint=x FILE"));
        assertTrue(
                out.toString(StandardCharsets.UTF_8)
                        .startsWith("WARNING: unknown lint option: \"x\""),
                out::toString);
    }

    @Test
    void checkRules() {
        told("check rules", "check rules|true|false|false|UTF8");
        told("check rules --lint none --lint-fatal FILE", "check rules|false|true|false|UTF8|FILE");
    }

    @Test
    void checkWebConfig() {
        told("check web-config FILE FILE", "check web-config|FILE|FILE");
    }

    @Test
    void checkMetrics() {
        told("check metrics", "check metrics|true|false|false");
        told("check metrics --extended --lint=none", "check metrics|false|true|false");
        told("check --extended metrics", "check metrics|true|true|false");
        told("check metrics --openmetrics", "check metrics|true|false|true");
    }

    @Test
    void checkServiceDiscovery() {
        told("check service-discovery FILE job", "check service-discovery|PLUGINS|30s||FILE|job");
        told(
                "check service-discovery --timeout=5s FILE job",
                "check service-discovery|PLUGINS|5s||FILE|job");
    }

    @Test
    void checkServer() {
        told("check healthy", "check healthy||http://localhost:9090");
        told("check ready --http.config.file=FILE --url http://a:1", "check ready|FILE|http://a:1");
    }

    @Test
    void promql() {
        told("promql format up --experimental", "promql format|up");
        told("promql label-matchers set a b c", "promql label-matchers set|a|b|c|=");
        told("promql label-matchers set -t !~ a b c", "promql label-matchers set|a|b|c|!~");
        told("promql label-matchers delete a b", "promql label-matchers delete|a|b");
    }

    @Test
    void query() {
        told("query instant http://a up", "query instant||promql|http://a|up|");
        told(
                "query -o json --http.config.file FILE instant --time=5 http://a up",
                "query instant|FILE|json|http://a|up|5");
        told(
                "query range --start=1 --end=2 --step=3s --header=a=b http://a up -o json",
                "query range||json|http://a|up|1|2|3s|a=b");
        told(
                "query series --match=a --match=b http://a --end=2",
                "query series||promql|http://a||2|a|b");
        told(
                "query --http.config.file=FILE analyze --server=http://a --type=histogram"
                        + " --match=x",
                "query analyze|FILE|http://a|histogram|1h||x");
        told("query labels --match=a http://a job", "query labels||promql|http://a|job|||a");
    }

    @Test
    void push() {
        told(
                "push metrics http://a",
                "push metrics||30s|prometheus.WriteRequest|http://a|label:job=promtool");
        told(
                "push --http.config.file=FILE metrics --label=a=b --label=c=d --header=e=f"
                        + " --timeout=1s http://a FILE FILE",
                "push metrics|FILE|1s|prometheus.WriteRequest|http://a|label:a=b|label:c=d"
                        + "|header:e=f|file:FILE|file:FILE");
    }

    @Test
    void tsdb() {
        told("tsdb list", "tsdb list|data|false");
        told("tsdb list -r /x", "tsdb list|/x|true");
        told("tsdb list --storage.tsdb.path=/x", "tsdb list|/x|false");
        told("tsdb analyze", "tsdb analyze|data||20");
        told("tsdb analyze 01ABC --limit=5", "tsdb analyze|data|01ABC|5");
        told("tsdb analyze /no/folder 01ABC", "tsdb analyze|/no/folder|01ABC|20");
        told("tsdb analyze /", "tsdb analyze|/||20");
        told("tsdb analyze --storage.tsdb.path=/x 01ABC --limit=5", "tsdb analyze|/x|01ABC|5");
    }

    @Test
    void featuresBecomeAProperty() {
        for (String line :
                List.of(
                        "--experimental --enable-feature=a,b check rules",
                        "check --enable-feature a,b rules",
                        "check rules --enable-feature=a,b")) {
            System.clearProperty("enable-feature");
            assertEquals(3, run("promtool", line));
            assertEquals("a,b", System.getProperty("enable-feature"), line);
        }
    }

    @Test
    void mistakesHaveCodeOneAndALine() {
        for (String line :
                List.of(
                        "check config",
                        "check config /no/such",
                        "check config /",
                        "check config --bogus FILE",
                        "check",
                        "check rules --lint",
                        "query series http://a",
                        "query instant -o xml http://a up")) {
            assertEquals(1, run("gnomon", line), line);
            String said = err.toString(StandardCharsets.UTF_8);
            assertTrue(said.matches("gnomon: error: .*, try --help\n"), line + ": " + said);
        }
        assertEquals(1, run("promtool", "bogus"));
        assertTrue(err.toString(StandardCharsets.UTF_8).startsWith("promtool: error: "));
        assertEquals(0, run("promtool", "--version"));
        assertTrue(out.toString(StandardCharsets.UTF_8).startsWith("promtool, version "));
        assertEquals(0, run("promtool", "check config --help"));
    }
}
