package io.gnomon.platform.core.config.internal.settings;

import io.gnomon.model.text.GoNumbers;
import io.gnomon.model.text.TextPosition;
import io.gnomon.platform.core.config.internal.text.Binary;
import io.gnomon.spi.common.Limit;
import io.gnomon.spi.settings.SettingsException;
import io.gnomon.spi.settings.SettingsException.Problem;
import io.gnomon.spi.settings.SettingsNode;
import io.gnomon.spi.settings.SettingsNode.Entry;
import io.gnomon.spi.settings.SettingsNode.Mapping;
import io.gnomon.spi.settings.SettingsNode.Scalar;
import io.gnomon.spi.settings.SettingsNode.Sequence;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.Type;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * One binding of a node to a record, collecting all problems. A method that answers null has noted
 * why.
 */
final class Binding {
    private final UnaryOperator<String> replace;
    private final List<Problem> problems = new ArrayList<>();

    private Binding(UnaryOperator<String> replace) {
        this.replace = replace;
    }

    static <S extends Record> S bind(
            SettingsNode node, Class<S> type, Function<String, String> replace)
            throws SettingsException {
        Binding binding = new Binding(replace::apply);
        Record bound = binding.nested(node, type, "");
        if (bound == null) {
            throw new SettingsException(binding.problems);
        }
        return type.cast(bound);
    }

    private @Nullable Record nested(SettingsNode node, Class<? extends Record> type, String path) {
        Mapping mapping;
        if (node instanceof Scalar scalar && scalar.isNull()) {
            mapping = new Mapping(List.of(), scalar.position());
        } else if (node instanceof Mapping given) {
            mapping = given;
        } else {
            note(path, node.position(), "must be a mapping of keys and values");
            return null;
        }
        RecordShape shape = RecordShape.of(type);
        Map<String, Entry> left = new LinkedHashMap<>();
        mapping.entries().forEach(entry -> left.put(entry.key(), entry));
        int before = problems.size();
        Record bound = create(shape, mapping, left, path);
        for (Entry entry : left.values()) {
            String sentence = UnknownKey.sentence(entry.key(), shape.keys());
            note(path + "/" + escape(entry.key()), entry.keyPosition(), sentence);
        }
        return problems.size() == before ? bound : null;
    }

    /** Takes what belongs to the shape out of {@code left}. */
    private @Nullable Record create(
            RecordShape shape, Mapping mapping, Map<String, Entry> left, String path) {
        int before = problems.size();
        List<Component> components = shape.components();
        @Nullable Object[] values = new Object[components.size()];
        for (int i = 0; i < values.length; i++) {
            Component component = components.get(i);
            if (!component.inline()) {
                values[i] = component(component, left.remove(component.key()), mapping, path);
            } else if (!component.takesOtherKeys()) {
                Class<? extends Record> inner = RecordShape.asRecord(component.type());
                values[i] = create(RecordShape.of(inner), mapping, left, path);
            }
        }
        for (int i = 0; i < values.length; i++) {
            if (components.get(i).takesOtherKeys()) {
                Mapping others = new Mapping(List.copyOf(left.values()), mapping.position());
                left.clear();
                values[i] = value(others, components.get(i), components.get(i).type(), path);
            }
        }
        if (problems.size() > before) {
            return null;
        }
        try {
            return shape.create(values);
        } catch (IllegalArgumentException e) {
            note(path, mapping.position(), String.valueOf(e.getMessage()));
            return null;
        }
    }

    private @Nullable Object component(
            Component component, @Nullable Entry entry, Mapping outer, String parent) {
        String path = parent + "/" + escape(component.key());
        SettingsNode node = entry == null ? null : entry.value();
        if (node instanceof Scalar scalar && scalar.isNull()) {
            node = null;
        }
        if (node == null) {
            node = component.usual();
            if (node == null) {
                return absent(component, entry, outer, path);
            }
        }
        Object value = value(node, component, component.type(), path);
        if (value != null && component.limit() != null && entry != null) {
            String broken = broken(component.limit(), value);
            if (broken != null) {
                note(path, node.position(), component.key() + " " + broken);
            }
        }
        return value;
    }

    /** Value of a component for which nothing was given. */
    private @Nullable Object absent(
            Component component, @Nullable Entry entry, Mapping outer, String path) {
        TextPosition position = entry == null ? outer.position() : entry.keyPosition();
        Class<?> type = RecordShape.raw(component.type());
        if (component.nullable()) {
            return null;
        } else if (type == List.class) {
            return List.of();
        } else if (type == Map.class) {
            return Map.of();
        } else if (type == boolean.class) {
            return false;
        } else if (type.isRecord()) {
            return nested(new Mapping(List.of(), position), RecordShape.asRecord(type), path);
        }
        note(path, position, component.key() + " is missing");
        return null;
    }

    private @Nullable Object value(SettingsNode node, Component component, Type type, String path) {
        Class<?> raw = RecordShape.raw(type);
        if (raw == SettingsNode.class) {
            return node;
        } else if (raw.isRecord()) {
            return nested(node, RecordShape.asRecord(raw), path);
        } else if (raw == List.class) {
            return list(node, component, RecordShape.argument(type, 0), path);
        } else if (raw == Map.class) {
            return map(node, component, RecordShape.argument(type, 1), path);
        } else if (!ScalarBinding.binds(raw)) {
            throw new IllegalArgumentException(
                    "settings cannot hold a " + type + ": " + component.declared());
        } else if (node instanceof Scalar scalar) {
            return scalar(scalar, component, raw, path);
        }
        note(path, node.position(), component.key() + " must be a single value");
        return null;
    }

    private @Nullable Object scalar(
            Scalar scalar, Component component, Class<?> type, String path) {
        String text = replace.apply(scalar.text());
        boolean replaced = !text.equals(scalar.text());
        Scalar given = new Scalar(text, scalar.quoted() && !replaced, scalar.position());
        if (!component.rawText() && Binary.isRaw(text)) {
            note(path, scalar.position(), "!!binary value is not UTF-8 text");
            return null;
        }
        if (component.filePath() && type == String.class) {
            return inFolderOf(scalar.position().file(), text);
        }
        try {
            return ScalarBinding.value(given, type, component.byteSize());
        } catch (IllegalArgumentException e) {
            String separator = String.valueOf(e.getMessage()).startsWith("must ") ? " " : ": ";
            note(path, scalar.position(), component.key() + separator + e.getMessage());
            return null;
        }
    }

    private static String inFolderOf(String configFile, String path) {
        if (path.isEmpty() || configFile.isEmpty()) {
            return path;
        }
        return Path.of(configFile).resolveSibling(path).normalize().toString();
    }

    private @Nullable List<Object> list(
            SettingsNode node, Component component, Type itemType, String path) {
        if (!(node instanceof Sequence sequence)) {
            note(path, node.position(), component.key() + " must be a list");
            return null;
        }
        List<Object> values = new ArrayList<>();
        boolean complete = true;
        for (int i = 0; i < sequence.items().size(); i++) {
            Object value = item(sequence.items().get(i), component, itemType, path + "/" + i);
            complete &= value != null;
            values.add(value == null ? "" : value);
        }
        return complete ? Collections.unmodifiableList(values) : null;
    }

    private @Nullable Map<String, Object> map(
            SettingsNode node, Component component, Type valueType, String path) {
        if (!(node instanceof Mapping mapping)) {
            note(path, node.position(), component.key() + " must be a mapping of keys and values");
            return null;
        }
        Map<String, Object> values = new LinkedHashMap<>();
        boolean complete = true;
        for (Entry entry : mapping.entries()) {
            String valuePath = path + "/" + escape(entry.key());
            Object value = item(entry.value(), component, valueType, valuePath);
            complete &= value != null;
            values.put(entry.key(), value == null ? "" : value);
        }
        return complete ? Collections.unmodifiableMap(values) : null;
    }

    /** A list's or map's value; nothing given is an empty text, otherwise a mistake. */
    private @Nullable Object item(SettingsNode node, Component component, Type type, String path) {
        if (node instanceof Scalar scalar && scalar.isNull() && type != SettingsNode.class) {
            if (type == String.class) {
                return "";
            }
            note(path, node.position(), "empty or null entry in " + component.key());
            return null;
        }
        return value(node, component, type, path);
    }

    private static @Nullable String broken(Limit limit, Object value) {
        String what = "must be";
        double size;
        switch (value) {
            case Number number -> size = number.doubleValue();
            case Duration duration -> {
                what = "in seconds must be";
                size = duration.toMillis() / 1000.0;
            }
            case String text -> {
                what = "must have a length of";
                size = text.codePointCount(0, text.length());
            }
            case Collection<?> list -> {
                what = "must have a length of";
                size = list.size();
            }
            default -> throw new IllegalArgumentException("no limit fits " + value.getClass());
        }
        if (size >= limit.min() && size <= limit.max()) {
            return null;
        }
        String range =
                Double.isInfinite(limit.max())
                        ? "at least " + plain(limit.min())
                        : Double.isInfinite(limit.min())
                                ? "at most " + plain(limit.max())
                                : plain(limit.min()) + " to " + plain(limit.max());
        return what + " " + range + ", not " + plain(size);
    }

    private static String plain(double number) {
        return GoNumbers.plain(number);
    }

    private void note(String path, TextPosition position, String message) {
        problems.add(new Problem(path, position, message));
    }

    /** A key as part of a JSON pointer. */
    private static String escape(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }
}
