package io.gnomon.transformations.standard.internal.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

import io.gnomon.model.frame.Cells;
import io.gnomon.model.frame.Columns;
import io.gnomon.model.frame.Field;
import io.gnomon.model.frame.FieldType;
import io.gnomon.transformations.standard.internal.TextPattern;
import io.gnomon.transformations.standard.internal.fields.ExtractFields.Format;
import io.gnomon.transformations.standard.internal.fields.ExtractFields.JsonPath;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads names and values out of texts. */
final class Extraction {
    private static final Pattern PAIR =
            Pattern.compile("([^\\s=:,;{}\"]+)\\s*[=:]\\s*(?:\"([^\"]*)\"|([^\\s,;{}]*))");

    private final ExtractFields.Options options;

    Extraction(ExtractFields.Options options) {
        this.options = options;
    }

    /** Values by name: Doubles, Booleans, Strings, and JsonNodes of what has parts. */
    Map<String, Object> of(String text) {
        return switch (options.format()) {
            case JSON -> json(text);
            case KVP -> pairs(text);
            case REGEXP -> groups(text);
            case AUTO -> {
                Map<String, Object> found = json(text);
                yield found.isEmpty() ? pairs(text) : found;
            }
        };
    }

    private Map<String, Object> json(String text) {
        Map<String, Object> values = new LinkedHashMap<>();
        JsonNode json = JsonTexts.read(text);
        if (json == null) {
            return values;
        }
        if (options.format() == Format.JSON && !options.jsonPaths().isEmpty()) {
            for (JsonPath path : options.jsonPaths()) {
                String name = path.alias().isEmpty() ? path.path() : path.alias();
                put(values, name, at(json, path.path()));
            }
        } else if (json.isObject()) {
            json.properties().forEach(member -> put(values, member.getKey(), member.getValue()));
        } else if (json.isArray()) {
            for (int i = 0; i < json.size(); i++) {
                put(values, Integer.toString(i), json.get(i));
            }
        }
        return values;
    }

    private static void put(Map<String, Object> values, String name, JsonNode value) {
        if (value.isNumber()) {
            values.put(name, value.doubleValue());
        } else if (value.isBoolean()) {
            values.put(name, value.booleanValue());
        } else if (value.isTextual()) {
            values.put(name, value.textValue());
        } else if (value.isContainerNode()) {
            values.put(name, value);
        }
    }

    /** {@code a.b[0].c}, with or without a leading {@code $}. */
    private static JsonNode at(JsonNode json, String path) {
        JsonNode at = json;
        for (String step : path.replaceFirst("^\\$\\.?", "").split("[.\\[\\]]+", -1)) {
            if (!step.isEmpty()) {
                boolean index = at.isArray() && step.matches("\\d{1,9}");
                at = index ? at.path(Integer.parseInt(step)) : at.path(step);
            }
        }
        return at;
    }

    private static Map<String, Object> pairs(String text) {
        Map<String, Object> values = new LinkedHashMap<>();
        Matcher pair = PAIR.matcher(text);
        while (pair.find()) {
            String quoted = pair.group(2);
            values.put(pair.group(1), quoted == null ? pair.group(3) : quoted);
        }
        return values;
    }

    private Map<String, Object> groups(String text) {
        Map<String, Object> values = new LinkedHashMap<>();
        Matcher matcher = TextPattern.of(options.regExp()).matcher(text);
        if (matcher.find()) {
            matcher.pattern().namedGroups().entrySet().stream()
                    .sorted(Map.Entry.comparingByValue())
                    .forEach(named -> {
                        String group = matcher.group(named.getValue());
                        if (group != null) {
                            values.put(named.getKey(), group);
                        }
                    });
        }
        return values;
    }

    /** A field for each name, of numbers or booleans where all its values are such. */
    static List<Field> fields(List<Map<String, Object>> rows) {
        Set<String> names = new LinkedHashSet<>();
        rows.forEach(row -> names.addAll(row.keySet()));
        List<Field> fields = new ArrayList<>();
        for (String name : names) {
            FieldType type = type(name, rows);
            List<@Nullable Object> values = new ArrayList<>();
            for (Map<String, Object> row : rows) {
                values.add(value(row.get(name), type));
            }
            fields.add(new Field(name, Columns.of(type, values)));
        }
        return fields;
    }

    private static FieldType type(String name, List<Map<String, Object>> rows) {
        Set<FieldType> types = new LinkedHashSet<>();
        for (Map<String, Object> row : rows) {
            switch (row.get(name)) {
                case null -> {}
                case Double number -> types.add(FieldType.NUMBER);
                case Boolean truth -> types.add(FieldType.BOOLEAN);
                case JsonNode json -> types.add(FieldType.JSON);
                default -> types.add(FieldType.TEXT);
            }
        }
        return types.size() == 1 ? types.iterator().next() : FieldType.TEXT;
    }

    private static @Nullable Object value(@Nullable Object value, FieldType type) {
        return switch (type) {
            case TEXT -> value == null ? null : Cells.text(value);
            case JSON -> value == null ? null : value.toString();
            default -> value;
        };
    }
}
