package io.gnomon.platform.core.templates.internal.functions;

import io.gnomon.model.text.Durations;
import io.gnomon.model.text.Utf8Order;
import io.gnomon.platform.core.templates.RuleQuery;
import io.gnomon.platform.core.templates.TemplateException;
import io.gnomon.platform.core.templates.internal.fmt.Escaping;
import io.gnomon.platform.core.templates.internal.time.GoDuration;
import io.gnomon.platform.core.templates.internal.value.CallException;
import io.gnomon.platform.core.templates.internal.value.Function;
import io.gnomon.platform.core.templates.internal.value.FunctionTable;
import io.gnomon.platform.core.templates.internal.value.GoList;
import io.gnomon.platform.core.templates.internal.value.GoMap;
import io.gnomon.platform.core.templates.internal.value.GoStruct;
import io.gnomon.platform.core.templates.internal.value.Parameter;
import io.gnomon.platform.core.templates.internal.value.TypedText;
import io.gnomon.platform.core.templates.internal.value.Values;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Prometheus's functions, the same names and order as in its template reference. */
public final class RuleFunctions {
    private static final Parameter STRING = Parameter.STRING;
    private static final Parameter ANY = Parameter.ANY;

    /** Those that depend on nothing but their arguments. */
    private static final Map<String, Function> PURE = pure();

    /** Names of all. */
    public static final Set<String> NAMES = names();

    private RuleFunctions() {}

    /**
     * The functions of one run.
     *
     * @param now the time that queries are asked for and that {@code now} gives
     */
    public static FunctionTable of(RuleQuery query, Instant now, URI externalUrl) {
        return name ->
                switch (name) {
                    case "query" ->
                            Function.of(a -> query(query, (String) a.getFirst(), now), STRING);
                    case "now" -> Function.getter(now.toEpochMilli() / 1000.0);
                    case "externalURL" -> Function.getter(externalUrl.toString());
                    case "pathPrefix" ->
                            Function.getter(
                                    Objects.requireNonNullElse(externalUrl.getRawPath(), ""));
                    default -> PURE.get(name);
                };
    }

    private static Set<String> names() {
        Set<String> names = new HashSet<>(PURE.keySet());
        names.addAll(List.of("query", "now", "externalURL", "pathPrefix"));
        return Set.copyOf(names);
    }

    private static Map<String, Function> pure() {
        Map<String, Function> all = new HashMap<>();
        all.put("first", Function.of(a -> first((GoList) a.getFirst()), Parameter.SAMPLES));
        all.put("label", Function.of(a -> label(a.get(1), a.get(0)), STRING, Parameter.SAMPLE));
        all.put("value", Function.of(a -> field(a.getFirst(), "Value"), Parameter.SAMPLE));
        all.put("strvalue", Function.of(a -> label(a.getFirst(), "__value__"), Parameter.SAMPLE));
        all.put(
                "sortByLabel",
                Function.of(
                        a -> sorted((String) a.get(0), (GoList) a.get(1)),
                        STRING,
                        Parameter.SAMPLES));
        all.put("args", Function.variadic(RuleFunctions::args, ANY));
        texts(all);
        numbers(all);
        return Map.copyOf(all);
    }

    private static void texts(Map<String, Function> all) {
        all.put(
                "reReplaceAll",
                Function.of(
                        a ->
                                Regexes.replaceAll(
                                        (String) a.get(0), (String) a.get(1), (String) a.get(2)),
                        STRING,
                        STRING,
                        STRING));
        all.put(
                "match",
                Function.of(
                        a -> Regexes.match((String) a.get(0), (String) a.get(1)), STRING, STRING));
        all.put(
                "safeHtml",
                Function.of(a -> new TypedText(TypedText.HTML, (String) a.getFirst()), STRING));
        all.put("title", Function.of(a -> Texts.title((String) a.getFirst()), STRING));
        all.put("toUpper", Function.of(a -> Texts.upper((String) a.getFirst()), STRING));
        all.put("toLower", Function.of(a -> Texts.lower((String) a.getFirst()), STRING));
        all.put("graphLink", Function.of(a -> link((String) a.getFirst(), "&g0.tab=0"), STRING));
        all.put("tableLink", Function.of(a -> link((String) a.getFirst(), "&g0.tab=1"), STRING));
        all.put("urlQueryEscape", Function.of(a -> Escaping.query((String) a.getFirst()), STRING));
        all.put("stripPort", Function.of(a -> HostPort.stripPort((String) a.getFirst()), STRING));
        all.put(
                "stripDomain",
                Function.of(a -> HostPort.stripDomain((String) a.getFirst()), STRING));
    }

    private static void numbers(Map<String, Function> all) {
        all.put("humanize", Function.of(a -> Humanize.humanize(a.getFirst()), ANY));
        all.put("humanize1024", Function.of(a -> Humanize.humanize1024(a.getFirst()), ANY));
        all.put("humanizeDuration", Function.of(a -> Humanize.duration(a.getFirst()), ANY));
        all.put("humanizePercentage", Function.of(a -> Humanize.percentage(a.getFirst()), ANY));
        all.put("humanizeTimestamp", Function.of(a -> Humanize.timestamp(a.getFirst()), ANY));
        all.put("toTime", Function.of(a -> Humanize.time(Humanize.number(a.getFirst())), ANY));
        all.put(
                "toDuration",
                Function.of(a -> GoDuration.ofSeconds(Humanize.number(a.getFirst())), ANY));
        all.put("parseDuration", Function.of(a -> seconds((String) a.getFirst()), STRING));
    }

    private static GoList query(RuleQuery query, String expr, Instant now) throws CallException {
        List<Object> samples = new ArrayList<>();
        try {
            for (RuleQuery.QuerySample sample : query.query(expr, now)) {
                samples.add(
                        new GoStruct(
                                Parameter.SAMPLE.type(),
                                List.of(
                                        new GoStruct.Field(
                                                "Labels",
                                                "Labels",
                                                GoMap.ofStrings(sample.labels().toMap())),
                                        new GoStruct.Field("Value", "Value", sample.value()))));
            }
        } catch (TemplateException e) {
            throw new CallException(String.valueOf(e.getMessage()));
        }
        return new GoList(Parameter.SAMPLES.type(), samples);
    }

    private static Object first(GoList samples) throws CallException {
        if (samples.items().isEmpty()) {
            throw new CallException("first() called on vector with no elements");
        }
        return samples.items().getFirst();
    }

    private static Object field(Object sample, String name) throws CallException {
        Object value = sample instanceof GoStruct s ? s.field(name) : null;
        if (value == null) {
            throw new CallException(
                    "runtime error: invalid memory address or nil pointer dereference");
        }
        return value;
    }

    private static Object label(Object sample, Object name) throws CallException {
        GoMap labels = (GoMap) field(sample, "Labels");
        return labels.entries().getOrDefault(Values.text(name), "");
    }

    private static GoList sorted(String label, GoList samples) {
        List<Object> items = new ArrayList<>(samples.items());
        items.sort((a, b) -> Utf8Order.compareText(sortKey(a, label), sortKey(b, label)));
        return new GoList(samples.type(), items);
    }

    private static String sortKey(Object sample, String label) {
        Object labels = ((GoStruct) sample).field("Labels");
        return labels instanceof GoMap map ? (String) map.entries().getOrDefault(label, "") : "";
    }

    private static GoMap args(List<Object> values) {
        Map<String, Object> args = new HashMap<>();
        for (int i = 0; i < values.size(); i++) {
            args.put("arg" + i, values.get(i));
        }
        return GoMap.ofAny(args);
    }

    private static String link(String expr, String tab) {
        return "/graph?g0.expr=" + Escaping.query(expr) + tab;
    }

    /** Seconds of a duration in Prometheus's notation; it may be negative. */
    private static double seconds(String duration) throws CallException {
        boolean negative = duration.startsWith("-");
        try {
            long millis = Durations.parseMillis(negative ? duration.substring(1) : duration);
            return (negative ? -millis : millis) / 1000.0;
        } catch (IllegalArgumentException e) {
            throw new CallException(String.valueOf(e.getMessage()));
        }
    }
}
