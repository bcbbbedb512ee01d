package io.gnomon.platform.core.config.internal.load;

import io.gnomon.model.text.TextPosition;
import io.gnomon.spi.settings.SettingsException.Problem;
import io.gnomon.spi.settings.SettingsNode;
import io.gnomon.spi.settings.SettingsNode.Entry;
import io.gnomon.spi.settings.SettingsNode.Mapping;
import io.gnomon.spi.settings.SettingsNode.Scalar;
import io.gnomon.spi.settings.SettingsNode.Sequence;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Environment variables in the values of a Prometheus file. In external labels they always count,
 * with Prometheus's rules; in all other values when {@code config.expand_environment} of gnomon.yml
 * says so. There {@code $NAME} and <code>${NAME}</code> are variables, {@code $$} is a dollar, and
 * any other dollar stays, such as those of regular expressions and of {@code $1} in replacements.
 */
final class EnvironmentVariables {
    private static final Pattern DOLLAR =
            Pattern.compile("\\$(?:\\$|\\{([A-Za-z_]\\w*)\\}|([A-Za-z_]\\w*))");

    /** Values that may be other than texts; any other is a text, as if it stood in quotes. */
    private static final Pattern PLAIN = Pattern.compile("[\\w.+-]+");

    private final Function<String, @Nullable String> variables;
    private final boolean everywhere;
    private final List<Problem> problems;
    private final Consumer<String> warnings;

    /** Says what is wrong into the list and what is strange to the consumer. */
    EnvironmentVariables(
            ReadingOptions options, List<Problem> problems, Consumer<String> warnings) {
        this.variables = options.environment();
        this.everywhere = options.expandAll();
        this.problems = problems;
        this.warnings = warnings;
    }

    /** The file with the values of its variables. */
    SettingsNode inMainFile(SettingsNode root) {
        return mapValues(
                root,
                entry ->
                        entry.key().equals("global")
                                ? mapValues(entry.value(), this::inGlobal)
                                : inIncludedFile(entry.value()));
    }

    private SettingsNode inGlobal(Entry entry) {
        return entry.key().equals("external_labels")
                ? mapValues(entry.value(), label -> asPrometheus(label.value()))
                : inIncludedFile(entry.value());
    }

    /** A part of the file, or another file, without external labels. */
    SettingsNode inIncludedFile(SettingsNode node) {
        return everywhere ? all(node) : node;
    }

    private SettingsNode all(SettingsNode node) {
        return switch (node) {
            case Scalar scalar -> expand(scalar);
            case Sequence sequence ->
                    new Sequence(
                            sequence.items().stream().map(this::all).toList(), sequence.position());
            case Mapping mapping -> mapValues(mapping, entry -> all(entry.value()));
        };
    }

    private Scalar expand(Scalar scalar) {
        Matcher dollars = DOLLAR.matcher(scalar.text());
        if (!dollars.find()) {
            return scalar;
        }
        String text =
                dollars.replaceAll(found -> {
                    String braced = found.group(1);
                    String name = braced == null ? found.group(2) : braced;
                    return Matcher.quoteReplacement(
                            name == null ? "$" : value(name, scalar.position()));
                });
        boolean isText = scalar.quoted() || !PLAIN.matcher(text).matches();
        Scalar expanded = new Scalar(text, isText, scalar.position());
        return expanded.isNull() ? new Scalar(text, true, scalar.position()) : expanded;
    }

    private String value(String name, TextPosition position) {
        String value = variables.apply(name);
        if (value == null) {
            problems.add(
                    new Problem(
                            "",
                            position,
                            "the environment variable "
                                    + name
                                    + " is not set (a dollar that begins no variable is written"
                                    + " $$)"));
            return "";
        }
        return value;
    }

    private SettingsNode asPrometheus(SettingsNode label) {
        if (!(label instanceof Scalar scalar)) {
            return label;
        }
        UnaryOperator<String> value =
                name -> name.equals("$") ? "$" : valueOrEmpty(name, scalar.position());
        String text = GoExpand.expand(scalar.text(), value);
        return text.equals(scalar.text()) ? scalar : new Scalar(text, true, scalar.position());
    }

    private String valueOrEmpty(String name, TextPosition position) {
        String value = variables.apply(name);
        if (value == null || value.isEmpty()) {
            warnings.accept(position + ": the environment variable " + name + " is empty");
            return "";
        }
        return value;
    }

    /** The node with other values when it is a mapping. */
    private static SettingsNode mapValues(SettingsNode node, Function<Entry, SettingsNode> change) {
        if (!(node instanceof Mapping mapping)) {
            return node;
        }
        return new Mapping(
                mapping.entries().stream()
                        .map(e -> new Entry(e.key(), e.keyPosition(), change.apply(e)))
                        .toList(),
                mapping.position());
    }
}
