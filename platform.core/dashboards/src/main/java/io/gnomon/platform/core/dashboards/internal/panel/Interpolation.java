package io.gnomon.platform.core.dashboards.internal.panel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gnomon.platform.core.dashboards.internal.panel.Variables.Variable;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills variables and macros into texts: {@code $x}, {@code ${x}}, {@code ${x:format}}, {@code
 * ${x.value}}, {@code [[x]]}, {@code [[x:format]]}. A name that is not known stays as it is; what a
 * value brings in is not looked at again.
 */
final class Interpolation {
    private static final Pattern REFERENCE =
            Pattern.compile(
                    "\\$(\\w+)|\\$\\{(\\w+)(?:\\.(?:value|text))?(?::([^}]+))?\\}|\\[\\[(\\w+)(?::([^\\]]+))?\\]\\]");

    private final Variables variables;
    private final Map<String, String> macros;
    private final Language language;

    /** How values stand in a query that names no format. */
    @FunctionalInterface
    interface Language {
        /** See {@link io.gnomon.spi.datasource.DataSource#variable}. */
        String variable(List<String> values, boolean several);
    }

    /**
     * @param macros texts by name, such as {@code __interval}
     */
    Interpolation(Variables variables, Map<String, String> macros, Language language) {
        this.variables = variables;
        this.macros = macros;
        this.language = language;
    }

    String fill(String text) {
        if (text.indexOf('$') < 0 && !text.contains("[[")) {
            return text;
        }
        Matcher matcher = REFERENCE.matcher(text);
        StringBuilder out = new StringBuilder(text.length() + 32);
        while (matcher.find()) {
            String name = first(matcher.group(1), matcher.group(2), matcher.group(4));
            String format = first(matcher.group(3), matcher.group(5));
            String value = name == null ? null : value(name, format);
            matcher.appendReplacement(
                    out, Matcher.quoteReplacement(value == null ? matcher.group() : value));
        }
        return matcher.appendTail(out).toString();
    }

    /** A copy of the tree with all its texts filled in; names of members stay. */
    JsonNode fill(JsonNode node) {
        if (node.isTextual()) {
            return JsonNodeFactory.instance.textNode(fill(node.textValue()));
        }
        if (node instanceof ObjectNode object) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            object.properties()
                    .forEach(member -> copy.set(member.getKey(), fill(member.getValue())));
            return copy;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode(array.size());
            array.forEach(item -> copy.add(fill(item)));
            return copy;
        }
        return node;
    }

    private @Nullable String value(String name, @Nullable String format) {
        String macro = macros.get(name);
        if (macro != null) {
            return format == null ? macro : Formats.macro(macro, format);
        }
        Variable variable = variables.get(name);
        if (variable == null) {
            return null;
        }
        List<String> values = variable.values();
        if (variable.verbatim()) {
            return values.get(0);
        }
        return format == null
                ? language.variable(values, variable.several())
                : Formats.values(name, values, format);
    }

    private static @Nullable String first(@Nullable String... groups) {
        for (String group : groups) {
            if (group != null) {
                return group;
            }
        }
        return null;
    }
}
