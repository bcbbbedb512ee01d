package io.gnomon.platform.core.config.internal.settings;

import io.gnomon.model.labels.Regex;
import io.gnomon.model.text.GoNumbers;
import io.gnomon.platform.core.config.internal.text.JsonText;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.common.Form;
import io.gnomon.spi.common.Limit;
import io.gnomon.spi.common.Secret;
import io.gnomon.spi.settings.SettingsNode;
import io.gnomon.spi.settings.SettingsNode.Entry;
import io.gnomon.spi.settings.SettingsNode.Mapping;
import io.gnomon.spi.settings.SettingsNode.Scalar;
import io.gnomon.spi.settings.SettingsNode.Sequence;

import java.lang.reflect.Type;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** JSON Schema of settings records, the FormSchema of panel-contract.ts. */
final class SchemaText {
    private static final Pattern CAMEL = Pattern.compile("([a-z])([A-Z])");
    private static final Pattern INITIALS =
            Pattern.compile(
                    "\\b(?:url|tls|http|ca|id|ip|dns|sql|json|api)\\b", Pattern.CASE_INSENSITIVE);

    private final Set<Type> open = new HashSet<>();

    private SchemaText() {}

    static String of(Class<? extends Record> type) {
        Node schema = new SchemaText().record(type);
        schema.entries.addFirst(
                Node.entry("$schema", text("https://json-schema.org/draft/2020-12/schema")));
        return JsonText.write(schema.toMapping());
    }

    /** A JSON object under construction. */
    private record Node(List<Entry> entries) {
        Node() {
            this(new ArrayList<>());
        }

        static Entry entry(String key, SettingsNode value) {
            return new Entry(key, value.position(), value);
        }

        Node put(String key, SettingsNode value) {
            entries.add(entry(key, value));
            return this;
        }

        Mapping toMapping() {
            return new Mapping(List.copyOf(entries), SettingsNode.empty().position());
        }
    }

    private Node record(Class<? extends Record> type) {
        Node node = new Node().put("type", text("object"));
        Doc doc = type.getAnnotation(Doc.class);
        if (doc != null) {
            node.put("description", text(doc.value()));
        }
        if (!open.add(type)) {
            // A record that contains itself: the form shows the inner one as text.
            return node.put("x-gnomon", hint("code", "json"));
        }
        Node properties = new Node();
        List<SettingsNode> required = new ArrayList<>();
        properties(type, properties, required);
        node.put("properties", properties.toMapping());
        if (!required.isEmpty()) {
            node.put("required", list(required));
        }
        open.remove(type);
        return node;
    }

    private void properties(
            Class<? extends Record> type, Node properties, List<SettingsNode> required) {
        for (Component component : RecordShape.of(type).components()) {
            if (component.takesOtherKeys()) {
                continue;
            }
            if (component.inline()) {
                properties(RecordShape.asRecord(component.type()), properties, required);
                continue;
            }
            properties.put(component.key(), property(component).toMapping());
            if (isRequired(component)) {
                required.add(text(component.key()));
            }
        }
    }

    private static boolean isRequired(Component component) {
        Class<?> raw = RecordShape.raw(component.type());
        return !component.nullable()
                && component.usual() == null
                && raw != boolean.class
                && ScalarBinding.binds(raw);
    }

    private Node property(Component component) {
        Node node = type(component.type(), component);
        node.put("title", text(title(component.key())));
        Doc doc = component.declared().getAnnotation(Doc.class);
        if (doc != null) {
            node.entries.removeIf(entry -> entry.key().equals("description"));
            node.put("description", text(doc.value()));
        }
        SettingsNode usual = component.usual();
        if (usual instanceof Scalar scalar && isText(component)) {
            node.put("default", text(scalar.text()));
        } else if (usual != null) {
            node.put("default", usual);
        }
        hints(component, node);
        return node;
    }

    private Node type(Type type, Component component) {
        Class<?> raw = RecordShape.raw(type);
        if (raw.isRecord()) {
            return record(RecordShape.asRecord(raw));
        } else if (raw == List.class) {
            Node items = type(RecordShape.argument(type, 0), component);
            return limits(component, new Node().put("type", text("array")), "Items")
                    .put("items", items.toMapping());
        } else if (raw == Map.class) {
            Node values = type(RecordShape.argument(type, 1), component);
            return new Node()
                    .put("type", text("object"))
                    .put("additionalProperties", values.toMapping());
        } else if (raw == SettingsNode.class) {
            return new Node().put("type", text("object"));
        } else if (raw.isEnum()) {
            List<Scalar> names =
                    Arrays.stream(raw.getEnumConstants())
                            .map(constant -> text(ScalarBinding.name((Enum<?>) constant)))
                            .toList();
            return new Node().put("type", text("string")).put("enum", list(names));
        } else if (raw == boolean.class || raw == Boolean.class) {
            return new Node().put("type", text("boolean"));
        } else if (raw == double.class || raw == Double.class) {
            return limits(component, new Node().put("type", text("number")), "");
        } else if (isText(component)) {
            Node node = new Node().put("type", text("string"));
            if (raw == Duration.class) {
                node.put("format", text("duration"));
            } else if (raw == URI.class) {
                node.put("format", text("uri"));
            } else if (raw == String.class && component.type() == String.class) {
                limits(component, node, "Length");
            }
            return node;
        }
        return limits(component, new Node().put("type", text("integer")), "");
    }

    /** Whether the innermost values of the component are JSON strings. */
    private static boolean isText(Component component) {
        Type type = component.type();
        while (!(type instanceof Class<?>)) {
            Class<?> raw = RecordShape.raw(type);
            type = RecordShape.argument(type, raw == List.class ? 0 : 1);
        }
        Class<?> raw = RecordShape.raw(type);
        return component.byteSize()
                || raw == String.class
                || raw == Secret.class
                || raw == Duration.class
                || raw == URI.class
                || raw == Regex.class
                || raw.isEnum();
    }

    /**
     * Adds minimum and maximum, or minItems, minLength ...
     *
     * @param of what is limited, empty for the number itself
     */
    private static Node limits(Component component, Node node, String of) {
        Limit limit = component.limit();
        if (limit != null) {
            if (!Double.isInfinite(limit.min())) {
                node.put(of.isEmpty() ? "minimum" : "min" + of, number(limit.min()));
            }
            if (!Double.isInfinite(limit.max())) {
                node.put(of.isEmpty() ? "maximum" : "max" + of, number(limit.max()));
            }
        }
        return node;
    }

    private static void hints(Component component, Node node) {
        Form form = component.declared().getAnnotation(Form.class);
        Node hints = new Node();
        String widget = form == null || form.widget().isEmpty() ? widget(component) : form.widget();
        if (!widget.isEmpty()) {
            hints.put("widget", text(widget));
        }
        if (form != null) {
            if (!form.group().isEmpty()) {
                hints.put("group", text(form.group()));
            }
            if (form.advanced()) {
                hints.put("advanced", new Scalar("true", false, SettingsNode.empty().position()));
            }
            if (!form.placeholder().isEmpty()) {
                hints.put("placeholder", text(form.placeholder()));
            }
        }
        node.entries.removeIf(entry -> entry.key().equals("x-gnomon"));
        if (!hints.entries.isEmpty()) {
            node.put("x-gnomon", hints.toMapping());
        }
    }

    private static String widget(Component component) {
        Class<?> raw = RecordShape.raw(component.type());
        if (raw == Secret.class) {
            return "secret";
        } else if (raw == Duration.class) {
            return "duration";
        } else if (raw == Map.class) {
            return RecordShape.argument(component.type(), 1) == String.class ? "keyvalue" : "";
        } else if (raw == SettingsNode.class) {
            return "code";
        }
        return "";
    }

    private static Mapping hint(String widget, String language) {
        return new Node().put("widget", text(widget)).put("language", text(language)).toMapping();
    }

    /**
     * The key as a person reads it: "Scrape interval" for scrape_interval, "API URL" for api_url,
     * "Exclude by name" for excludeByName. A key with dots is that of a flag and known as it is.
     */
    private static String title(String key) {
        if (key.contains(".")) {
            return key;
        }
        String words =
                CAMEL.matcher(key).replaceAll("$1 $2").replace('_', ' ').toLowerCase(Locale.ROOT);
        String sentence = Character.toUpperCase(words.charAt(0)) + words.substring(1);
        return INITIALS.matcher(sentence)
                .replaceAll(initials -> initials.group().toUpperCase(Locale.ROOT));
    }

    private static Scalar text(String text) {
        return new Scalar(text, true, SettingsNode.empty().position());
    }

    private static Scalar number(double value) {
        return new Scalar(GoNumbers.plain(value), false, SettingsNode.empty().position());
    }

    private static Sequence list(List<? extends SettingsNode> items) {
        return new Sequence(List.copyOf(items), SettingsNode.empty().position());
    }
}
