package io.gnomon.platform.core.templates.internal.functions;

import io.gnomon.model.labels.Labels;
import io.gnomon.platform.core.templates.internal.value.Function;
import io.gnomon.platform.core.templates.internal.value.GoList;
import io.gnomon.platform.core.templates.internal.value.GoMap;
import io.gnomon.platform.core.templates.internal.value.GoStruct;
import io.gnomon.platform.core.templates.internal.value.MethodTable;
import io.gnomon.platform.core.templates.internal.value.Parameter;
import io.gnomon.platform.core.templates.internal.value.Values;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Alertmanager's types KV, Pairs and Pair: labels and annotations in templates. */
public final class KeyValues {
    /** The label that comes first among sorted pairs. */
    private static final String ALERT_NAME = "alertname";

    private static final MethodTable<GoMap> KV = new KvMethods();
    private static final MethodTable<GoList> PAIRS = new PairsMethods();

    private KeyValues() {}

    public static GoMap of(Labels labels) {
        return of(labels.toMap());
    }

    public static GoMap of(Map<String, ?> entries) {
        return new GoMap("template.KV", entries, "", KV);
    }

    /** Pairs sorted by name, the alert's name first. */
    private static GoList sortedPairs(GoMap kv) {
        List<Object> pairs = new ArrayList<>();
        Object alertName = kv.entries().get(ALERT_NAME);
        if (alertName != null) {
            pairs.add(pair(ALERT_NAME, alertName));
        }
        kv.entries()
                .forEach((name, value) -> {
                    if (!name.equals(ALERT_NAME)) {
                        pairs.add(pair(name, value));
                    }
                });
        return new GoList("template.Pairs", List.copyOf(pairs), PAIRS);
    }

    private static GoStruct pair(String name, Object value) {
        return new GoStruct(
                "template.Pair",
                List.of(
                        new GoStruct.Field("Name", "Name", name),
                        new GoStruct.Field("Value", "Value", value)));
    }

    private static GoList column(GoList pairs, int field) {
        return Values.strings(
                pairs.items().stream()
                        .map(p -> (String) ((GoStruct) p).fields().get(field).value())
                        .toList());
    }

    private static String text(GoList pairs) {
        return pairs.items().stream()
                .map(p -> ((GoStruct) p).fields())
                .map(f -> f.get(0).value() + "=" + f.get(1).value())
                .collect(Collectors.joining(", "));
    }

    private static GoMap without(GoMap kv, Object names) {
        Map<String, Object> left = new TreeMap<>(kv.entries());
        ((GoList) names).items().forEach(left::remove);
        return of(left);
    }

    private static final class KvMethods implements MethodTable<GoMap> {
        @Override
        public @Nullable Function method(GoMap kv, String name) {
            return switch (name) {
                case "SortedPairs" -> Function.getter(sortedPairs(kv));
                case "Names" -> Function.getter(column(sortedPairs(kv), 0));
                case "Values" -> Function.getter(column(sortedPairs(kv), 1));
                case "Remove" -> Function.of(a -> without(kv, a.getFirst()), Parameter.STRINGS);
                case "String" -> Function.getter(string(kv));
                default -> null;
            };
        }

        @Override
        public String string(GoMap kv) {
            return text(sortedPairs(kv));
        }
    }

    private static final class PairsMethods implements MethodTable<GoList> {
        @Override
        public @Nullable Function method(GoList pairs, String name) {
            return switch (name) {
                case "Names" -> Function.getter(column(pairs, 0));
                case "Values" -> Function.getter(column(pairs, 1));
                case "String" -> Function.getter(string(pairs));
                default -> null;
            };
        }

        @Override
        public String string(GoList pairs) {
            return text(pairs);
        }
    }
}
