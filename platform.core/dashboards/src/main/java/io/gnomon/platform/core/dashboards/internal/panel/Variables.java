package io.gnomon.platform.core.dashboards.internal.panel;

import com.fasterxml.jackson.databind.JsonNode;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The values of a dashboard's variables: those chosen, else those saved. Only variables that the
 * dashboard declares count, whatever is sent.
 */
final class Variables {
    private static final String ALL = "$__all";

    private final Map<String, Variable> byName = new HashMap<>();

    /**
     * A variable.
     *
     * @param values at least one
     * @param several whether it may have several values
     * @param verbatim its one value is an expression of the dashboard's author and is never escaped
     */
    record Variable(List<String> values, boolean several, boolean verbatim) {}

    /**
     * @param dashboard the dashboard's JSON
     * @param chosen values by name
     */
    Variables(JsonNode dashboard, Map<String, List<String>> chosen) {
        for (JsonNode declared : dashboard.path("templating").path("list")) {
            String name = declared.path("name").asText();
            Variable variable = variable(declared, chosen.get(name));
            if (!name.isEmpty() && variable != null) {
                byName.put(name, variable);
            }
        }
    }

    /** Null when the dashboard has no such variable, or it has no value. */
    @Nullable Variable get(String name) {
        return byName.get(name);
    }

    private static @Nullable Variable variable(JsonNode declared, @Nullable List<String> chosen) {
        boolean several =
                declared.path("multi").asBoolean() || declared.path("includeAll").asBoolean();
        boolean constant = declared.path("type").asText().equals("constant");
        List<String> values = chosen == null || constant ? saved(declared) : chosen;
        if (values.contains(ALL)) {
            return all(declared);
        }
        return values.isEmpty() ? null : new Variable(List.copyOf(values), several, false);
    }

    private static List<String> saved(JsonNode declared) {
        if (declared.path("type").asText().equals("constant")
                && declared.path("query").isTextual()) {
            return List.of(declared.path("query").asText());
        }
        return PanelRequest.texts(declared.path("current").path("value"));
    }

    /** "All": the author's expression, else every option, else what matches everything. */
    private static Variable all(JsonNode declared) {
        String allValue = declared.path("allValue").asText("");
        if (!allValue.isEmpty() && !allValue.equals("null")) {
            return new Variable(List.of(allValue), true, true);
        }
        List<String> options = new ArrayList<>();
        for (JsonNode option : declared.path("options")) {
            String value = option.path("value").asText();
            if (!value.equals(ALL)) {
                options.add(value);
            }
        }
        return options.isEmpty()
                ? new Variable(List.of(".*"), true, true)
                : new Variable(List.copyOf(options), true, false);
    }
}
