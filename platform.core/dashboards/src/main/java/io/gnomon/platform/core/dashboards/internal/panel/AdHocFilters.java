package io.gnomon.platform.core.dashboards.internal.panel;

import io.gnomon.model.labels.Matcher;
import io.gnomon.platform.core.dashboards.internal.sources.Source;
import io.gnomon.platform.core.dashboards.internal.sources.Sources;

import java.util.ArrayList;
import java.util.List;

/**
 * Filters of a dashboard's variables of the kind "adhoc": conditions on labels that hold for every
 * query of one data source. Each is a text {@code key|operator|value}, as in addresses; a {@code |}
 * within a part is {@code __gfp__}, a comma may be {@code __gfc__}. The operators are those of
 * PromQL, and {@code =|} and {@code !=|} for one of several values, as further parts.
 */
final class AdHocFilters {
    private AdHocFilters() {}

    /**
     * The conditions on queries of a data source.
     *
     * @throws IllegalArgumentException with a sentence when a filter cannot be read
     */
    static List<Matcher> of(Viewer viewer, Sources sources, Source source) {
        List<Matcher> matchers = new ArrayList<>();
        for (Variables.OfSource variable : viewer.variables().adHoc()) {
            if (Queries.isFor(variable, viewer, sources, source)) {
                variable.values().forEach(text -> matchers.add(matcher(text)));
            }
        }
        return List.copyOf(matchers);
    }

    /** The condition of one text. */
    static Matcher matcher(String text) {
        String[] parts = text.split("\\|", -1);
        boolean oneOf = parts.length > 3 && parts[2].isEmpty();
        if (parts.length < 3 || (parts.length > 3 && !oneOf) || parts[0].isEmpty()) {
            throw new IllegalArgumentException(
                    "filter \"%s\": must be name|operator|value".formatted(text));
        }
        String name = unescaped(parts[0]);
        if (oneOf) {
            return anyOf(text, name, parts);
        }
        return new Matcher(type(text, parts[1]), name, unescaped(parts[2]));
    }

    /** {@code name|=||a|b}: the operator itself ends with the separator. */
    private static Matcher anyOf(String text, String name, String... parts) {
        List<String> values = new ArrayList<>();
        for (int i = 3; i < parts.length; i++) {
            values.add(Formats.regex(unescaped(parts[i])));
        }
        Matcher.Type type =
                type(text, parts[1]) == Matcher.Type.EQUAL
                        ? Matcher.Type.REGEX
                        : Matcher.Type.NOT_REGEX;
        return new Matcher(type, name, String.join("|", values));
    }

    private static Matcher.Type type(String text, String operator) {
        for (Matcher.Type type : Matcher.Type.values()) {
            if (type.operator().equals(operator)) {
                return type;
            }
        }
        throw new IllegalArgumentException(
                "filter \"%s\": the operator \"%s\" is unknown; valid: =, !=, =~, !~, =|, !=|"
                        .formatted(text, operator));
    }

    private static String unescaped(String part) {
        return part.replace("__gfp__", "|").replace("__gfc__", ",");
    }
}
