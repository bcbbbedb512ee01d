package io.gnomon.platform.core.dashboards.internal.panel;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;

import io.gnomon.model.text.MomentFormat;
import io.gnomon.platform.core.dashboards.internal.Json;

import java.net.URLEncoder;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The formats of {@code ${name:format}}, with Grafana's names. */
final class Formats {
    private Formats() {}

    /**
     * Values of a variable; an unknown format is like "glob".
     *
     * @throws IllegalArgumentException see {@link #date}
     */
    static String values(String name, List<String> values, String format) {
        if (format.startsWith("join:")) {
            return String.join(format.substring("join:".length()), values);
        }
        if (isDate(format)) {
            return each(values, ",", v -> date(v, format));
        }
        if (format.equals("customqueryparam") || format.startsWith("customqueryparam:")) {
            return parameters(name, values, format.split(":", 3));
        }
        return switch (format) {
            case "raw", "csv", "text", "html" -> String.join(",", values);
            case "pipe" -> String.join("|", values);
            case "regex" -> several(each(values, "|", Formats::regex), values, "(", ")");
            case "json" ->
                    values.size() == 1
                            ? Json.text(TextNode.valueOf(values.get(0)))
                            : Json.text(array(values));
            case "doublequote" -> each(values, ",", v -> '"' + v.replace("\"", "\\\"") + '"');
            case "singlequote" -> each(values, ",", v -> '\'' + v.replace("'", "\\'") + '\'');
            case "sqlstring" -> each(values, ",", v -> '\'' + v.replace("'", "''") + '\'');
            case "percentencode", "uriencode" ->
                    url(several(String.join(",", values), values, "{", "}"));
            case "queryparam" -> each(values, "&", v -> "var-" + url(name) + "=" + url(v));
            case "distributed" -> String.join("," + name + "=", values);
            case "lucene" -> several(each(values, " OR ", Formats::lucene), values, "(", ")");
            default -> several(String.join(",", values), values, "{", "}");
        };
    }

    /**
     * A macro; only the formats of times are of macros.
     *
     * @throws IllegalArgumentException see {@link #date}
     */
    static String macro(String text, String format) {
        return isDate(format) ? date(text, format) : text;
    }

    private static boolean isDate(String format) {
        return format.equals("date") || format.startsWith("date:");
    }

    /**
     * Milliseconds in the formats {@code date}, {@code date:iso}, {@code date:seconds}, {@code
     * date:ms} and {@code date:YYYY-MM-DD}, in UTC and the notation of moment.js; a text that is no
     * number stays.
     *
     * @throws IllegalArgumentException with a sentence when that notation has an unknown part
     */
    private static String date(String text, String format) {
        if (!text.matches("-?\\d{1,15}")) {
            return text;
        }
        long millis = Long.parseLong(text);
        return switch (format) {
            case "date:seconds" -> Long.toString(Math.floorDiv(millis, 1000));
            case "date:ms" -> text;
            case "date", "date:iso" -> Instant.ofEpochMilli(millis).toString();
            default ->
                    MomentFormat.of(format.substring("date:".length()))
                            .format(millis, ZoneOffset.UTC);
        };
    }

    /**
     * A parameter of an address for each value.
     *
     * @param format {@code customqueryparam}, the name of the parameter, which is else that of the
     *     variable, and what stands before each value
     */
    private static String parameters(String name, List<String> values, String[] format) {
        String parameter = format.length > 1 && !format[1].isEmpty() ? format[1] : name;
        String prefix = format.length > 2 ? format[2] : "";
        return each(values, "&", v -> url(parameter) + "=" + url(prefix + v));
    }

    private static String several(String joined, List<String> values, String open, String close) {
        return values.size() == 1 ? joined : open + joined + close;
    }

    private static String each(
            List<String> values, String separator, Function<String, String> form) {
        return values.stream().map(form).collect(Collectors.joining(separator));
    }

    /** The regular expression that matches just this text. */
    static String regex(String text) {
        return text.replaceAll("[\\\\^$*+?.()|\\[\\]{}/]", "\\\\$0");
    }

    private static String lucene(String text) {
        return '"' + text.replaceAll("[\"\\\\]", "\\\\$0") + '"';
    }

    /** For a parameter of an address (RFC 3986). */
    private static String url(String text) {
        return URLEncoder.encode(text, UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    private static ArrayNode array(List<String> values) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        values.forEach(array::add);
        return array;
    }
}
