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
 * @param minMillis smallest step that the panel allows, 0 where it says none
 */
record PanelSpan(long fromMillis, long toMillis, int points, long minMillis) {
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
        return new PanelSpan(from, to, points, duration(panel, "interval", variables));
    }

    /**
     * The step of the panel.
     *
     * @param scrapeMillis distance of the samples that it shows
     */
    Step step(long scrapeMillis) {
        return Step.of(toMillis - fromMillis, points, minMillis, 1, scrapeMillis);
    }

    /**
     * The step of a target. As in Grafana its own smallest step stands for the distance of samples,
     * that of its panel does not.
     *
     * @param scrapeMillis distance of its data source's samples
     */
    Step step(ObjectNode target, Variables variables, long scrapeMillis) {
        long own = duration(target, "interval", variables);
        int factor = target.path("intervalFactor").asInt(1);
        return own > 0
                ? Step.of(toMillis - fromMillis, points, own, factor, own)
                : Step.of(toMillis - fromMillis, points, minMillis, factor, scrapeMillis);
    }

    /** Texts of Grafana's macros by name, for queries with a step. */
    Map<String, String> macros(Step step) {
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
