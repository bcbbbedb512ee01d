package io.gnomon.platform.core.dashboards.internal.panel;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gnomon.model.text.Durations;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The time range that a panel shows and how finely.
 *
 * @param points that fit into it
 */
record PanelSpan(long fromMillis, long toMillis, int points, Step step) {
    /**
     * The span of a panel, which may show another time than its dashboard.
     *
     * @param width of the panel in pixels
     * @throws IllegalArgumentException with a sentence when the panel has a wrong duration
     */
    static PanelSpan of(
            ObjectNode panel,
            long fromMillis,
            long toMillis,
            int width,
            Variables variables,
            PanelTime time) {
        String own = text(panel, "timeFrom", variables);
        String shift = text(panel, "timeShift", variables);
        long from = own.isEmpty() ? fromMillis : before("timeFrom", own, toMillis, false, time);
        long to = toMillis;
        if (!shift.isEmpty()) {
            from = before("timeShift", shift, from, false, time);
            to = before("timeShift", shift, to, true, time);
        }
        if (from >= to) {
            throw new IllegalArgumentException(
                    "timeFrom \"%s\", timeShift \"%s\": the panel's time ends before it begins"
                            .formatted(own, shift));
        }
        int points = panel.path("maxDataPoints").asInt(width);
        Step step = Step.of(to - from, points, duration(panel, "interval", variables), 1);
        return new PanelSpan(from, to, points, step);
    }

    /** The span with the target's own smallest step and factor. */
    PanelSpan ofTarget(ObjectNode target, Variables variables) {
        long own = duration(target, "interval", variables);
        int factor = target.path("intervalFactor").asInt(1);
        long least = own > 0 ? own : step.scrapeMillis();
        return new PanelSpan(
                fromMillis,
                toMillis,
                points,
                Step.of(toMillis - fromMillis, points, least, factor));
    }

    /** Texts of Grafana's macros by name. */
    Map<String, String> macros() {
        long range = toMillis - fromMillis;
        Map<String, String> macros = new HashMap<>();
        macros.put("__interval", Durations.format(step.millis()));
        macros.put("__interval_ms", Long.toString(step.millis()));
        macros.put("__rate_interval", Durations.format(step.rateMillis()));
        macros.put("__rate_interval_ms", Long.toString(step.rateMillis()));
        macros.put("__range", Math.max(1, range / 1000) + "s");
        macros.put("__range_s", Long.toString(Math.max(1, range / 1000)));
        macros.put("__range_ms", Long.toString(range));
        macros.put("__from", Long.toString(fromMillis));
        macros.put("__to", Long.toString(toMillis));
        return macros;
    }

    /** A distance, which may also be written as a duration of several parts: 1h30m. */
    private static long before(
            String key, String distance, long millis, boolean up, PanelTime time) {
        try {
            return millis - PanelJson.durationMillis(distance);
        } catch (IllegalArgumentException notADuration) {
            try {
                return time.before(distance, millis, up);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(key + ": " + e.getMessage(), e);
            }
        }
    }

    private static long duration(ObjectNode object, String key, Variables variables) {
        String text = text(object, key, variables);
        try {
            return PanelJson.durationMillis(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(key + ": " + e.getMessage(), e);
        }
    }

    /** What the author wrote, empty where it says nothing or a variable in it is not known. */
    private static String text(ObjectNode object, String key, Variables variables) {
        Interpolation plain =
                new Interpolation(
                        variables,
                        Map.of(),
                        (List<String> values, boolean several) -> values.get(0));
        String text = plain.fill(object.path(key).asText(""));
        return text.equals("null") || text.contains("$") ? "" : text.strip();
    }
}
