package io.gnomon.platform.core.alerting.internal.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.labels.Matcher;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Texts and numbers in one column; see docs/formats/alerting-tables.md. */
public final class Packed {
    private Packed() {}

    /** Each text as the number of its bytes, four of them, and its bytes in UTF-8. */
    public static byte[] texts(List<String> texts) {
        List<byte[]> encoded = texts.stream().map(text -> text.getBytes(UTF_8)).toList();
        ByteBuffer out =
                ByteBuffer.allocate(encoded.stream().mapToInt(b -> Integer.BYTES + b.length).sum());
        encoded.forEach(bytes -> out.putInt(bytes.length).put(bytes));
        return out.array();
    }

    /**
     * The texts again.
     *
     * @throws BufferUnderflowException when a text would be longer than what is there
     */
    public static List<String> texts(byte[] packed) {
        List<String> texts = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(packed);
        while (in.hasRemaining()) {
            texts.add(new String(part(in), UTF_8));
        }
        return texts;
    }

    /**
     * Bytes behind their number, as {@link #texts} writes them.
     *
     * @throws BufferUnderflowException when there are fewer
     */
    public static byte[] part(ByteBuffer in) {
        int length = in.getInt();
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] part = new byte[length];
        in.get(part);
        return part;
    }

    static byte[] labels(Labels labels) {
        List<String> texts = new ArrayList<>(2 * labels.size());
        for (int i = 0; i < labels.size(); i++) {
            texts.add(labels.name(i));
            texts.add(labels.value(i));
        }
        return texts(texts);
    }

    static Labels labels(byte[] packed) {
        return Labels.of(texts(packed).toArray(String[]::new));
    }

    public static byte[] map(Map<String, String> map) {
        List<String> texts = new ArrayList<>(2 * map.size());
        new TreeMap<>(map)
                .forEach((key, value) -> {
                    texts.add(key);
                    texts.add(value);
                });
        return texts(texts);
    }

    public static Map<String, String> map(byte[] packed) {
        Map<String, String> map = new TreeMap<>();
        List<String> texts = texts(packed);
        for (int i = 0; i < texts.size(); i += 2) {
            map.put(texts.get(i), texts.get(i + 1));
        }
        return map;
    }

    /** Operator, name and value of each. */
    public static byte[] matchers(List<Matcher> matchers) {
        List<String> texts = new ArrayList<>(3 * matchers.size());
        for (Matcher matcher : matchers) {
            texts.add(matcher.type().operator());
            texts.add(matcher.name());
            texts.add(matcher.value());
        }
        return texts(texts);
    }

    public static List<Matcher> matchers(byte[] packed) {
        List<Matcher> matchers = new ArrayList<>();
        List<String> texts = texts(packed);
        for (int i = 0; i < texts.size(); i += 3) {
            matchers.add(new Matcher(type(texts.get(i)), texts.get(i + 1), texts.get(i + 2)));
        }
        return matchers;
    }

    private static Matcher.Type type(String operator) {
        for (Matcher.Type type : Matcher.Type.values()) {
            if (type.operator().equals(operator)) {
                return type;
            }
        }
        throw new IllegalArgumentException("\"" + operator + "\" is not an operator");
    }

    /** Eight bytes each. */
    public static byte[] numbers(Collection<Long> numbers) {
        ByteBuffer out = ByteBuffer.allocate(Long.BYTES * numbers.size());
        numbers.forEach(out::putLong);
        return out.array();
    }

    public static Set<Long> numbers(byte[] packed) {
        Set<Long> numbers = new HashSet<>();
        ByteBuffer in = ByteBuffer.wrap(packed);
        while (in.hasRemaining()) {
            numbers.add(in.getLong());
        }
        return numbers;
    }
}
