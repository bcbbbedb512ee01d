package io.gnomon.platform.core.templates.internal.functions;

import io.gnomon.platform.core.templates.internal.time.GoTime;
import io.gnomon.platform.core.templates.internal.time.Layouts;
import io.gnomon.platform.core.templates.internal.time.TimeParser;
import io.gnomon.platform.core.templates.internal.time.Times;
import io.gnomon.platform.core.templates.internal.value.CallException;
import io.gnomon.platform.core.templates.internal.value.Function;
import io.gnomon.platform.core.templates.internal.value.FunctionTable;
import io.gnomon.platform.core.templates.internal.value.GoList;
import io.gnomon.platform.core.templates.internal.value.GoMap;
import io.gnomon.platform.core.templates.internal.value.Kind;
import io.gnomon.platform.core.templates.internal.value.Parameter;
import io.gnomon.platform.core.templates.internal.value.TypedText;
import io.gnomon.platform.core.templates.internal.value.Values;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Alertmanager's functions, but routeLabels, which runs templates itself. */
public final class NotificationFunctions {
    private static final Parameter STRING = Parameter.STRING;
    private static final Parameter ANY = Parameter.ANY;

    /** Those that depend on nothing but their arguments. */
    private static final Map<String, Function> PURE = pure();

    private NotificationFunctions() {}

    /** Names of all. */
    public static Set<String> names() {
        Set<String> names = new HashSet<>(PURE.keySet());
        names.addAll(List.of("now", "since"));
        return names;
    }

    /** The functions of one run. */
    public static FunctionTable of(Instant now) {
        return name ->
                switch (name) {
                    case "now" -> Function.getter(GoTime.utc(now));
                    case "since" ->
                            Function.of(
                                    a -> Times.between((GoTime) a.getFirst(), GoTime.utc(now)),
                                    Parameter.TIME);
                    default -> PURE.get(name);
                };
    }

    private static Map<String, Function> pure() {
        Map<String, Function> all = new HashMap<>();
        texts(all);
        times(all);
        values(all);
        return Map.copyOf(all);
    }

    private static void texts(Map<String, Function> all) {
        all.put("toUpper", Function.of(a -> Texts.upper((String) a.getFirst()), STRING));
        all.put("toLower", Function.of(a -> Texts.lower((String) a.getFirst()), STRING));
        all.put("title", Function.of(a -> Texts.titleOnly((String) a.getFirst()), STRING));
        all.put("trimSpace", Function.of(a -> Texts.trimSpace((String) a.getFirst()), STRING));
        all.put(
                "join",
                Function.of(
                        a -> joined((String) a.get(0), (GoList) a.get(1)),
                        STRING,
                        Parameter.STRINGS));
        all.put(
                "match",
                Function.of(
                        a -> Regexes.match((String) a.get(0), (String) a.get(1)), STRING, STRING));
        all.put("safeHtml", typed(TypedText.HTML));
        all.put("safeUrl", typed(TypedText.URL));
        all.put(
                "urlUnescape",
                Function.of(a -> Texts.queryUnescape((String) a.getFirst()), STRING));
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
                "base64encode",
                Function.of(
                        a ->
                                Base64.getUrlEncoder()
                                        .encodeToString(
                                                ((String) a.getFirst())
                                                        .getBytes(StandardCharsets.UTF_8)),
                        STRING));
        all.put("base64decode", Function.of(a -> decoded((String) a.getFirst()), STRING));
    }

    private static Function typed(String type) {
        return Function.of(a -> new TypedText(type, (String) a.getFirst()), STRING);
    }

    private static void times(Map<String, Function> all) {
        all.put(
                "date",
                Function.of(
                        a -> Layouts.format(((GoTime) a.get(1)).at(), (String) a.get(0)),
                        STRING,
                        Parameter.TIME));
        all.put(
                "tz",
                Function.of(
                        a -> Times.in((String) a.get(0), (GoTime) a.get(1)),
                        STRING,
                        Parameter.TIME));
        all.put("humanizeDuration", Function.of(a -> Humanize.duration(a.getFirst()), ANY));
        all.put(
                "toDate",
                Function.of(a -> orZero((String) a.get(0), (String) a.get(1)), STRING, STRING));
        all.put(
                "mustToDate",
                Function.of(
                        a -> TimeParser.parse((String) a.get(0), (String) a.get(1)),
                        STRING,
                        STRING));
    }

    private static void values(Map<String, Function> all) {
        all.put("stringSlice", Function.variadic(NotificationFunctions::strings, STRING));
        all.put("toJson", Function.of(a -> Json.of(a.getFirst()), ANY));
        all.put("list", Function.variadic(GoList::of, ANY));
        all.put("append", Function.variadic(NotificationFunctions::append, Parameter.LIST, ANY));
        all.put("dict", Function.variadic(NotificationFunctions::dict, ANY));
    }

    private static String joined(String separator, GoList items) {
        return items.items().stream().map(Values::text).collect(Collectors.joining(separator));
    }

    private static GoList strings(List<Object> items) {
        return new GoList(Parameter.STRINGS.type(), items);
    }

    private static GoList append(List<Object> arguments) {
        List<Object> items = new ArrayList<>(((GoList) arguments.getFirst()).items());
        items.addAll(arguments.subList(1, arguments.size()));
        return GoList.of(items);
    }

    private static GoMap dict(List<Object> arguments) throws CallException {
        if (arguments.size() % 2 != 0) {
            throw new CallException("dict requires an even number of arguments");
        }
        Map<String, Object> entries = new HashMap<>();
        for (int i = 0; i < arguments.size(); i += 2) {
            Object key = arguments.get(i);
            if (Kind.of(key) != Kind.STRING) {
                throw new CallException("dict keys must be strings");
            }
            entries.put(Values.text(key), arguments.get(i + 1));
        }
        return GoMap.ofAny(entries);
    }

    private static GoTime orZero(String layout, String text) {
        try {
            return TimeParser.parse(layout, text);
        } catch (CallException e) {
            return GoTime.ZERO;
        }
    }

    private static String decoded(String text) throws CallException {
        try {
            if (text.length() % 4 != 0) {
                throw new IllegalArgumentException("length");
            }
            return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            int bad = 0;
            while (bad < text.length() && isBase64(text.charAt(bad))) {
                bad++;
            }
            throw new CallException("illegal base64 data at input byte " + bad);
        }
    }

    private static boolean isBase64(char c) {
        return c < 0x80 && (Character.isLetterOrDigit(c) || c == '-' || c == '_');
    }
}
