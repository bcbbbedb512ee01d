package io.gnomon.platform.core.dashboards.internal.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gnomon.platform.core.dashboards.RequestRefused;
import io.gnomon.platform.core.dashboards.RequestRefused.Kind;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Holds a dashboard in the classic form against what the page goes through: lists, objects and
 * texts where it reads them. What is absent or null is left to the page, a number where a text is
 * meant becomes one, anything else is refused with its place.
 */
final class Shape {
    private Shape() {}

    /**
     * @throws RequestRefused INVALID, such as {@code "panels[2].targets" must be a list, not a
     *     text}
     */
    static void check(ObjectNode dashboard) throws RequestRefused {
        texts(dashboard, "", "title", "description", "timezone", "weekStart");
        listOrAbsent(dashboard, "", "tags");
        object(dashboard, "", "time", "from", "to");
        ObjectNode picker = object(dashboard, "", "timepicker", "nowDelay");
        if (picker != null) {
            listOrAbsent(picker, "timepicker", "refresh_intervals");
        }
        ObjectNode templating = object(dashboard, "", "templating");
        if (templating != null) {
            variables(templating);
        }
        ObjectNode annotations = object(dashboard, "", "annotations");
        if (annotations != null) {
            annotations(annotations);
        }
        links(dashboard, "");
        panels(dashboard, "");
    }

    private static void variables(ObjectNode templating) throws RequestRefused {
        int i = 0;
        for (ObjectNode variable : objects(templating, "templating", "list")) {
            String where = "templating.list[%d]".formatted(i++);
            texts(variable, where, "name", "label", "type", "regex", "allValue", "auto_min");
            object(variable, where, "current");
            var _ = objects(variable, where, "options");
            for (ObjectNode filter : objects(variable, where, "filters")) {
                texts(filter, where + ".filters", "key", "operator", "value");
            }
        }
    }

    private static void annotations(ObjectNode annotations) throws RequestRefused {
        int i = 0;
        for (ObjectNode query : objects(annotations, "annotations", "list")) {
            String where = "annotations.list[%d]".formatted(i++);
            texts(query, where, "name", "iconColor", "expr");
            object(query, where, "filter");
        }
    }

    private static void links(ObjectNode of, String at) throws RequestRefused {
        int i = 0;
        for (ObjectNode link : objects(of, at, "links")) {
            String where = place(at, "links[%d]".formatted(i++));
            texts(link, where, "type", "title", "url", "tooltip");
            listOrAbsent(link, where, "tags");
        }
    }

    private static void panels(ObjectNode of, String at) throws RequestRefused {
        int i = 0;
        for (ObjectNode panel : objects(of, at, "panels")) {
            String where = place(at, "panels[%d]".formatted(i++));
            texts(panel, where, "type", "title", "description", "repeat", "timeFrom", "timeShift");
            object(panel, where, "gridPos");
            object(panel, where, "options");
            object(panel, where, "libraryPanel", "uid", "name");
            fieldConfig(panel, where);
            int query = 0;
            for (ObjectNode target : objects(panel, where, "targets")) {
                texts(target, where + ".targets[%d]".formatted(query++), "refId", "expr");
            }
            for (ObjectNode one : objects(panel, where, "transformations")) {
                texts(one, where + ".transformations", "id");
            }
            links(panel, where);
            panels(panel, where);
        }
    }

    private static void fieldConfig(ObjectNode panel, String where) throws RequestRefused {
        ObjectNode config = object(panel, where, "fieldConfig");
        if (config == null) {
            return;
        }
        String at = where + ".fieldConfig";
        ObjectNode defaults = object(config, at, "defaults", "unit", "displayName", "noValue");
        if (defaults != null) {
            String here = at + ".defaults";
            object(defaults, here, "custom");
            ObjectNode thresholds = object(defaults, here, "thresholds");
            if (thresholds != null) {
                var _ = objects(thresholds, here + ".thresholds", "steps");
            }
            var _ = objects(defaults, here, "mappings");
        }
        int i = 0;
        for (ObjectNode override : objects(config, at, "overrides")) {
            String one = at + ".overrides[%d]".formatted(i++);
            object(override, one, "matcher", "id");
            for (ObjectNode property : objects(override, one, "properties")) {
                texts(property, one + ".properties", "id");
            }
        }
    }

    /** Numbers and switches become texts. */
    private static void texts(ObjectNode of, String where, String... names) throws RequestRefused {
        for (String name : names) {
            JsonNode value = of.path(name);
            if (value.isNumber() || value.isBoolean()) {
                of.put(name, value.asText());
            } else if (!isAbsent(value) && !value.isTextual()) {
                throw refused(place(where, name), "a text", value);
            }
        }
    }

    /** An object with these texts; null when it is absent. */
    private static @Nullable ObjectNode object(
            ObjectNode of, String where, String name, String... texts) throws RequestRefused {
        JsonNode value = of.path(name);
        if (isAbsent(value)) {
            return null;
        }
        if (!(value instanceof ObjectNode object)) {
            throw refused(place(where, name), "an object", value);
        }
        texts(object, place(where, name), texts);
        return object;
    }

    private static void listOrAbsent(ObjectNode of, String where, String name)
            throws RequestRefused {
        JsonNode value = of.path(name);
        if (!isAbsent(value) && !value.isArray()) {
            throw refused(place(where, name), "a list", value);
        }
    }

    /** A list of objects, empty when it is absent. */
    private static List<ObjectNode> objects(ObjectNode of, String where, String name)
            throws RequestRefused {
        listOrAbsent(of, where, name);
        List<ObjectNode> objects = new ArrayList<>();
        for (JsonNode item : of.path(name)) {
            if (!(item instanceof ObjectNode object)) {
                String place = place(where, name) + "[" + objects.size() + "]";
                throw refused(place, "an object", item);
            }
            objects.add(object);
        }
        return objects;
    }

    private static boolean isAbsent(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }

    private static String place(String where, String name) {
        return where.isEmpty() ? name : where + "." + name;
    }

    private static RequestRefused refused(String place, String wanted, JsonNode value) {
        String what =
                switch (value.getNodeType()) {
                    case ARRAY -> "a list";
                    case OBJECT -> "an object";
                    case STRING -> "a text";
                    case NUMBER -> "a number";
                    case BOOLEAN -> "true or false";
                    default -> value.getNodeType().name().toLowerCase(Locale.ROOT);
                };
        return new RequestRefused(
                Kind.INVALID, "\"%s\" must be %s, not %s".formatted(place, wanted, what));
    }
}
