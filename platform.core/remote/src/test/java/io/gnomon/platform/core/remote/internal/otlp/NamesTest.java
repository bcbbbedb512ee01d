package io.gnomon.platform.core.remote.internal.otlp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.gnomon.platform.core.promformat.remote.OtlpMetric;
import io.gnomon.platform.core.promformat.remote.OtlpMetric.Kind;
import io.gnomon.platform.testkit.PeerData;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The cases of prometheus/otlptranslator; those with a namespace cannot come up here. */
class NamesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private interface Making {
        String make() throws Untranslatable;
    }

    private static String made(Making making) {
        try {
            return making.make();
        } catch (Untranslatable e) {
            return "error: " + e.getMessage();
        }
    }

    @TestFactory
    List<DynamicTest> metricNames() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        JsonNode cases =
                JSON.readTree(PeerData.folder("vectors/otlp-metric-names.json").toFile())
                        .get("cases");
        for (JsonNode one : cases) {
            JsonNode namer = one.get("namer");
            if (namer.has("Namespace")) {
                continue;
            }
            JsonNode metric = one.get("metric");
            String type = metric.get("Type").asText();
            OtlpMetric given =
                    new OtlpMetric(
                            metric.get("Name").asText(),
                            "",
                            metric.get("Unit").asText(),
                            kind(type),
                            false,
                            true,
                            type.equals("MetricTypeMonotonicCounter"));
            MetricNames names =
                    new MetricNames(
                            !namer.get("UTF8Allowed").asBoolean(),
                            namer.get("WithMetricSuffixes").asBoolean());
            String wanted =
                    one.has("wantError")
                            ? "error: " + one.get("wantError").asText()
                            : one.get("wantMetricName").asText();
            tests.add(
                    dynamicTest(
                            one.get("name").asText(),
                            () -> assertEquals(wanted, made(() -> names.name(given)))));
            if (one.has("wantUnitName")) {
                tests.add(
                        dynamicTest(
                                "unit of " + one.get("name").asText(),
                                () ->
                                        assertEquals(
                                                one.get("wantUnitName").asText(),
                                                Units.of(given.unit()).clean().name())));
            }
        }
        assertTrue(tests.size() > 80, "only " + tests.size());
        return tests;
    }

    private static Kind kind(String type) {
        return switch (type) {
            case "MetricTypeGauge" -> Kind.GAUGE;
            case "MetricTypeMonotonicCounter", "MetricTypeNonMonotonicCounter" -> Kind.SUM;
            case "MetricTypeHistogram" -> Kind.HISTOGRAM;
            case "MetricTypeExponentialHistogram" -> Kind.EXPONENTIAL_HISTOGRAM;
            case "MetricTypeSummary" -> Kind.SUMMARY;
            case "MetricTypeUnknown" -> Kind.NONE;
            default -> throw new IllegalArgumentException(type);
        };
    }

    @TestFactory
    List<DynamicTest> labelNames() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        JsonNode cases =
                JSON.readTree(PeerData.folder("vectors/otlp-label-names.json").toFile())
                        .get("cases");
        for (JsonNode one : cases) {
            if (!one.isObject()) {
                continue;
            }
            for (int flags = 0; flags < 4; flags++) {
                boolean keep = (flags & 1) != 0;
                boolean prefix = (flags & 2) != 0;
                String wanted = wanted(one, keep, prefix);
                String label = one.get("label").asText();
                LabelNames names = new LabelNames(true, keep, prefix);
                tests.add(
                        dynamicTest(
                                "\"" + label + "\" " + keep + " " + prefix,
                                () -> assertEquals(wanted, made(() -> names.name(label)))));
            }
            String label = one.get("label").asText();
            String utf8 =
                    one.has("wantUTF8Error")
                            ? "error: " + one.get("wantUTF8Error").asText()
                            : label;
            tests.add(
                    dynamicTest(
                            "\"" + label + "\" in UTF-8",
                            () ->
                                    assertEquals(
                                            utf8,
                                            made(() ->
                                                    new LabelNames(false, true, true)
                                                            .name(label)))));
        }
        assertTrue(tests.size() > 60, "only " + tests.size());
        return tests;
    }

    private static String wanted(JsonNode one, boolean keep, boolean prefix) {
        if (one.has("wantSanitizationError")) {
            String key =
                    keep && one.has("wantSanitizationMultipleUnderscoresError")
                            ? "wantSanitizationMultipleUnderscoresError"
                            : "wantSanitizationError";
            return "error: " + one.get(key).asText();
        }
        String both = "sanitizedMultipleUnderscoresAndUnderscoreLabelSanitization";
        String key =
                keep && prefix && one.has(both)
                        ? both
                        : keep && one.has("sanitizedMultipleUnderscores")
                                ? "sanitizedMultipleUnderscores"
                                : prefix && one.has("sanitizedUnderscoreLabelSanitization")
                                        ? "sanitizedUnderscoreLabelSanitization"
                                        : "sanitized";
        return one.get(key).asText();
    }
}
