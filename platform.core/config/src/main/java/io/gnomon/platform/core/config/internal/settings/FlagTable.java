package io.gnomon.platform.core.config.internal.settings;

import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.common.Flag;
import io.gnomon.spi.common.Secret;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;

/** The command-line flags of a settings record, by the rules of {@link Flag}. */
public final class FlagTable {
    private FlagTable() {}

    /** What a flag takes. */
    public enum Kind {
        /** {@code --name} or {@code --no-name}. */
        SWITCH,
        /** A value, once. */
        VALUE,
        /** A value, any number of times. */
        LIST,
        /** No flag itself: the rest of flags with this start goes into a list. */
        ON,
        /** As {@link #ON}, for flags with {@code no-} in front. */
        OFF
    }

    /**
     * A flag.
     *
     * @param names without dashes; the first is shown. Of ON and OFF the start of names
     * @param path keys that lead to the component
     * @param text whether the values are texts, which are taken as they are, the empty one too
     * @param usual its default, empty for none
     * @param environment variable that gives the value when no flag does, empty for none
     */
    public record Entry(
            Kind kind,
            List<String> names,
            List<String> path,
            boolean text,
            String usual,
            String environment,
            String doc) {}

    /**
     * The flags of a record, in the order of its components.
     *
     * @throws IllegalArgumentException when the type is not a settings record
     */
    public static List<Entry> of(Class<? extends Record> type) {
        List<Entry> entries = new ArrayList<>();
        add(type, List.of(), entries);
        return List.copyOf(entries);
    }

    private static void add(Class<? extends Record> type, List<String> outer, List<Entry> entries) {
        for (Component component : RecordShape.of(type).components()) {
            Class<?> raw = RecordShape.raw(component.type());
            if (raw.isRecord()) {
                List<String> inner = component.inline() ? outer : append(outer, component.key());
                add(RecordShape.asRecord(raw), inner, entries);
                continue;
            }
            Entry entry = entry(component, raw, append(outer, component.key()));
            if (entry != null) {
                entries.add(entry);
            }
        }
    }

    private static @Nullable Entry entry(Component component, Class<?> raw, List<String> path) {
        Flag flag = component.declared().getAnnotation(Flag.class);
        boolean list = raw == List.class;
        Type value = list ? RecordShape.argument(component.type(), 0) : raw;
        if (!(value instanceof Class<?> scalar)
                || !ScalarBinding.binds(scalar)
                || (scalar == Secret.class && flag == null)) {
            return null;
        }
        Kind kind = list ? Kind.LIST : scalar == boolean.class ? Kind.SWITCH : Kind.VALUE;
        List<String> names = List.of(String.join(".", path));
        if (flag != null && !flag.switchesOn().isEmpty()) {
            kind = Kind.ON;
            names = List.of(flag.switchesOn());
        } else if (flag != null && !flag.switchesOff().isEmpty()) {
            kind = Kind.OFF;
            names = List.of(flag.switchesOff());
        } else if (flag != null && flag.value().length > 0) {
            names = List.of(flag.value());
        }
        Default usual = component.declared().getAnnotation(Default.class);
        Doc doc = component.declared().getAnnotation(Doc.class);
        return new Entry(
                kind,
                names,
                path,
                scalar == String.class || scalar == Secret.class,
                usual == null ? "" : usual.value(),
                flag == null ? "" : flag.environment(),
                doc == null ? "" : doc.value());
    }

    private static List<String> append(List<String> path, String key) {
        List<String> longer = new ArrayList<>(path);
        longer.add(key);
        return List.copyOf(longer);
    }
}
