package io.gnomon.platform.core.config.alerting;

import static io.gnomon.model.labels.LabelNames.quoted;

import io.gnomon.model.labels.LabelNames;
import io.gnomon.model.labels.Matcher;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * How matchers of Alertmanager are written, in its configuration file, its interface and amtool.
 * There are two syntaxes: the classic one takes almost any text as a value, the newer one any text
 * as a label name ({@code docs/configuration.md} there, "matchers").
 */
public enum MatcherSyntax {
    /** The newer one alone; feature {@code utf8-strict-mode}. */
    UTF8,
    /** The classic one alone; feature {@code classic-mode}. */
    CLASSIC,
    /**
     * The newer one; the classic one where a text is not valid in the newer or means something
     * else, with a warning.
     */
    FALLBACK;

    /** By label name, value and operator, the order in which Alertmanager keeps matchers. */
    static final Comparator<Matcher> ORDER =
            Comparator.comparing(Matcher::name)
                    .thenComparing(Matcher::value)
                    .thenComparing(Matcher::type);

    /**
     * The syntax that the features of {@code --enable-feature} ask for.
     *
     * @throws IllegalArgumentException when they contradict each other
     */
    public static MatcherSyntax ofFeatures(Collection<String> features) {
        boolean classic = features.contains("classic-mode");
        boolean strict = features.contains("utf8-strict-mode");
        if (classic && strict) {
            throw new IllegalArgumentException("cannot have both classic and UTF-8 modes enabled");
        }
        return classic ? CLASSIC : strict ? UTF8 : FALLBACK;
    }

    /**
     * Any number of matchers with commas between them, with or without braces, as they are written.
     *
     * @throws IllegalArgumentException with Alertmanager's words
     */
    public List<Matcher> parse(String text) {
        return parse(text, warning -> {});
    }

    /**
     * As {@link #parse(String)}.
     *
     * @param warnings gets a sentence when the classic syntax had to be used
     */
    public List<Matcher> parse(String text, Consumer<String> warnings) {
        return switch (this) {
            case UTF8 -> Utf8Matchers.parse(text);
            case CLASSIC -> ClassicMatchers.parse(text);
            case FALLBACK -> fallback(text, warnings);
        };
    }

    /**
     * One matcher without braces.
     *
     * @throws IllegalArgumentException with Alertmanager's words
     */
    public Matcher parseOne(String text) {
        if (this == CLASSIC) {
            return ClassicMatchers.parseOne(text);
        }
        if (text.startsWith("{") || text.endsWith("}")) {
            throw new IllegalArgumentException("unexpected open or close brace: " + text);
        }
        if (this == UTF8) {
            return Utf8Matchers.parseOne(text);
        }
        try {
            Matcher newer = Utf8Matchers.parseOne(text);
            return newer.equals(classicOr(newer, text)) ? newer : classicOr(newer, text);
        } catch (IllegalArgumentException notNewer) {
            return ClassicMatchers.parseOne(text);
        }
    }

    private static Matcher classicOr(Matcher newer, String text) {
        try {
            return ClassicMatchers.parseOne(text);
        } catch (IllegalArgumentException notClassic) {
            return newer;
        }
    }

    private static List<Matcher> fallback(String text, Consumer<String> warnings) {
        List<Matcher> newer;
        try {
            newer = Utf8Matchers.parse(text);
        } catch (IllegalArgumentException notNewer) {
            List<Matcher> classic = ClassicMatchers.parse(text);
            warnings.accept(
                    ("the matchers %s are not valid in the UTF-8 syntax (%s), they were read in the"
                                    + " classic one; write %s")
                            .formatted(
                                    quoted(text),
                                    notNewer.getMessage(),
                                    format(classic).replaceAll("^\\{|}$", "")));
            return classic;
        }
        List<Matcher> classic;
        try {
            classic = ClassicMatchers.parse(text);
        } catch (IllegalArgumentException notClassic) {
            return newer;
        }
        if (!classic.equals(newer)) {
            warnings.accept(
                    ("the matchers %s mean %s in the UTF-8 syntax and %s in the classic one, which"
                                    + " counts")
                            .formatted(quoted(text), format(newer), format(classic)));
        }
        return classic;
    }

    /** Whether a label may have this name. */
    public boolean isLabelName(String name) {
        return this == CLASSIC ? LabelNames.isLegacyLabelName(name) : !name.isEmpty();
    }

    /** As Alertmanager prints matchers: <code>{a="b",c=~"d"}</code>. */
    public static String format(List<Matcher> matchers) {
        return matchers.stream()
                .map(MatcherSyntax::format)
                .collect(Collectors.joining(",", "{", "}"));
    }

    /** As Alertmanager prints a matcher; every syntax reads it. */
    public static String format(Matcher matcher) {
        String name = matcher.name();
        String operator = matcher.type().operator();
        if (name.codePoints().anyMatch(MatcherTokens::isReserved)) {
            return quoted(name) + operator + quoted(matcher.value());
        }
        String value =
                matcher.value().replace("\\", "\\\\").replace("\n", "\\n").replace("\"", "\\\"");
        return name + operator + '"' + value + '"';
    }
}
