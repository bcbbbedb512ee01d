package io.gnomon.platform.core.dashboards.internal.panel;

import com.fasterxml.jackson.databind.JsonNode;

import io.gnomon.model.text.Durations;

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

    /** Grafana's from 11 on; before it was {@code $__auto_interval_NAME}. */
    private static final String AUTO = "$__auto";

    private static final int AUTO_COUNT_DEFAULT = 30;

    private final Map<String, Variable> byName;
    private final List<OfSource> adHoc;
    private final List<OfSource> groupings;
    private final long rangeMillis;

    /**
     * A variable.
     *
     * @param values at least one
     * @param several whether it may have several values
     * @param verbatim its one value is an expression of the dashboard's author and is never escaped
     */
    record Variable(List<String> values, boolean several, boolean verbatim) {}

    /**
     * A variable that stands in no query, but changes all queries of one data source.
     *
     * @param datasource the reference to it
     * @param values filters as {@link AdHocFilters} reads them, or names of labels
     */
    record OfSource(String name, JsonNode datasource, List<String> values) {}

    /**
     * @param dashboard the dashboard's JSON
     * @param chosen values by name
     * @param rangeMillis length of the time range, which decides about intervals "auto"
     */
    Variables(JsonNode dashboard, Map<String, List<String>> chosen, long rangeMillis) {
        this(new HashMap<>(), new ArrayList<>(), new ArrayList<>(), rangeMillis);
        for (JsonNode declared : dashboard.path("templating").path("list")) {
            String name = declared.path("name").asText();
            Variable variable =
                    switch (declared.path("type").asText()) {
                        case "adhoc" -> {
                            adHoc.add(adHoc(declared, chosen.get(name)));
                            yield null;
                        }
                        case "groupby" -> {
                            OfSource grouping = grouping(declared, chosen.get(name));
                            groupings.add(grouping);
                            yield new Variable(
                                    List.of(String.join(",", grouping.values())), false, false);
                        }
                        default -> variable(declared, chosen.get(name));
                    };
            if (!name.isEmpty() && variable != null) {
                byName.put(name, variable);
            }
        }
    }

    private Variables(
            Map<String, Variable> byName,
            List<OfSource> adHoc,
            List<OfSource> groupings,
            long rangeMillis) {
        this.byName = byName;
        this.adHoc = adHoc;
        this.groupings = groupings;
        this.rangeMillis = rangeMillis;
    }

    /** Null when the dashboard has no such variable, or it has no value. */
    @Nullable Variable get(String name) {
        return byName.get(name);
    }

    /** Those of the kind "adhoc": conditions on labels. */
    List<OfSource> adHoc() {
        return adHoc;
    }

    /** The same, of which none is of the kind "groupby". */
    Variables ungrouped() {
        return new Variables(byName, adHoc, List.of(), rangeMillis);
    }

    /** Those of the kind "groupby": labels that aggregations keep. */
    List<OfSource> groupings() {
        return groupings;
    }

    private static OfSource grouping(JsonNode declared, @Nullable List<String> chosen) {
        List<String> labels =
                chosen == null
                        ? PanelRequest.texts(declared.path("current").path("value"))
                        : chosen;
        return new OfSource(
                declared.path("name").asText(),
                declared.path("datasource"),
                labels.stream().filter(label -> !label.isEmpty()).distinct().toList());
    }

    private static OfSource adHoc(JsonNode declared, @Nullable List<String> chosen) {
        List<String> filters = new ArrayList<>();
        for (JsonNode base : declared.path("baseFilters")) {
            filters.add(filter(base));
        }
        if (chosen != null) {
            chosen.stream().filter(text -> !text.isEmpty()).forEach(filters::add);
        } else {
            // Grafana saves filters that nobody has filled in yet.
            for (JsonNode saved : declared.path("filters")) {
                if (!saved.path("key").asText("").isEmpty()) {
                    filters.add(filter(saved));
                }
            }
        }
        return new OfSource(
                declared.path("name").asText(), declared.path("datasource"), List.copyOf(filters));
    }

    private static String filter(JsonNode saved) {
        List<String> parts = new ArrayList<>();
        for (String member : List.of("key", "operator", "value")) {
            parts.add(saved.path(member).asText("").replace("|", "__gfp__"));
        }
        return String.join("|", parts);
    }

    private @Nullable Variable variable(JsonNode declared, @Nullable List<String> chosen) {
        boolean several =
                declared.path("multi").asBoolean() || declared.path("includeAll").asBoolean();
        boolean constant = declared.path("type").asText().equals("constant");
        List<String> values = chosen == null || constant ? saved(declared) : chosen;
        if (values.contains(ALL)) {
            return all(declared);
        }
        if (!values.isEmpty() && values.get(0).startsWith(AUTO)) {
            return new Variable(List.of(auto(declared)), false, false);
        }
        return values.isEmpty() ? null : new Variable(List.copyOf(values), several, false);
    }

    /** The interval that parts the time range into so many steps, as the variable says. */
    private String auto(JsonNode declared) {
        int count = Math.max(1, declared.path("auto_count").asInt(AUTO_COUNT_DEFAULT));
        long least = PanelJson.durationMillis(declared.path("auto_min").asText(""));
        return Durations.format(Math.max(least, Step.nice(rangeMillis / count)));
    }

    private static List<String> saved(JsonNode declared) {
        JsonNode current = declared.path("current").path("value");
        boolean ofQuery =
                switch (declared.path("type").asText()) {
                    case "constant" -> true;
                    case "textbox" -> current.isMissingNode() || current.isNull();
                    default -> false;
                };
        return ofQuery && declared.path("query").isTextual()
                ? List.of(declared.path("query").asText())
                : PanelRequest.texts(current);
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
