package io.gnomon.platform.core.launcher;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.spi.ContextAwareBase;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * Sets logback up: lines of {@link LogLine} on standard error. Found by logback as a service. Steps
 * back when there is a {@code conf/logback.xml}; reading XML costs a start 0.1 s, so none is there
 * unless somebody wants something else.
 */
public final class LogSetup extends ContextAwareBase implements Configurator {
    private static final String LEVEL = "gnomon.log.level";
    private static final String FORMAT = "gnomon.log.format";
    private static final String FILE = "logback.configurationFile";

    /** Libraries speak when something is wrong. */
    private static final Map<String, Level> LIBRARIES =
            Map.of(
                    // Says at each start that its own server is switched off.
                    "org.apache.felix.http", Level.ERROR,
                    // Says that the Vector API is not there.
                    "org.apache.lucene", Level.ERROR);

    /**
     * Takes over the flags; before the first logger is asked for.
     *
     * @throws IllegalArgumentException with a sentence for the user
     */
    static void configure(Path home, Map<String, String> flags) {
        check("log.level", flags, "debug", "info", "warn", "error");
        check("log.format", flags, "logfmt", "json");
        System.setProperty(LEVEL, flags.getOrDefault("log.level", "info"));
        System.setProperty(FORMAT, flags.getOrDefault("log.format", "logfmt"));
        Path own = home.resolve("conf/logback.xml");
        if (Files.exists(own) && System.getProperty(FILE) == null) {
            System.setProperty(FILE, own.toString());
        }
    }

    private static void check(String flag, Map<String, String> flags, String... values) {
        String given = flags.getOrDefault(flag, values[0]);
        for (String value : values) {
            if (value.equals(given)) {
                return;
            }
        }
        throw new IllegalArgumentException(
                "--%s=%s: give one of %s".formatted(flag, given, String.join(", ", values)));
    }

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        if (System.getProperty(FILE) != null) {
            return ExecutionStatus.INVOKE_NEXT_IF_ANY;
        }
        LogLine line = new LogLine("json".equals(System.getProperty(FORMAT)));
        line.setContext(context);
        line.start();
        var encoder = new LayoutWrappingEncoder<ILoggingEvent>();
        encoder.setContext(context);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setLayout(line);
        encoder.start();
        var out = new ConsoleAppender<ILoggingEvent>();
        out.setContext(context);
        out.setTarget("System.err");
        out.setEncoder(encoder);
        out.start();
        var root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(out);
        LIBRARIES.forEach((name, level) -> context.getLogger(name).setLevel(level));
        String level = System.getProperty(LEVEL, "info").toUpperCase(Locale.ROOT);
        context.getLogger("io.gnomon").setLevel(Level.toLevel(level, Level.INFO));
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }
}
