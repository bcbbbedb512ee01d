package io.gnomon.platform.core.templates;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.gnomon.model.labels.Labels;

import org.junit.jupiter.api.Test;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;

class RuleTemplatesTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);
    private static final URI EXTERNAL = URI.create("http://prom.example/base");
    private static final RuleData DATA =
            new RuleData(
                    Labels.of("instance", "a:9100", "job", "node"),
                    Map.of("dc", "x1"),
                    "http://prom.example/base",
                    1234.5);

    private static String expand(String text) throws TemplateException {
        return expand(text, DATA);
    }

    private static String expand(String text, RuleData data) throws TemplateException {
        return RuleTemplates.expand(
                "__alert_A", text, data, RuleTemplatesTest::query, NOW, EXTERNAL);
    }

    private static List<RuleQuery.QuerySample> query(String expr, Instant time)
            throws TemplateException {
        assertEquals(NOW, time);
        if (!expr.equals("up")) {
            throw new TemplateException("parse error in " + expr);
        }
        return List.of(
                new RuleQuery.QuerySample(Labels.of("__name__", "up", "job", "b"), 1),
                new RuleQuery.QuerySample(Labels.of("__name__", "up", "job", "a"), 0));
    }

    @Test
    void variablesOfRules() throws TemplateException {
        assertEquals(
                "a:9100 node [] x1 http://prom.example/base 1234.5 1.234k",
                expand(
                        "{{ $labels.instance }} {{ .Labels.job }} [{{ $labels.nope }}]"
                                + " {{ $externalLabels.dc }} {{ $externalURL }} {{ $value }}"
                                + " {{ $value | humanize }}"));
        assertEquals("no template", expand("no template"));
    }

    @Test
    void queriesOfRules() throws TemplateException {
        assertEquals(
                "b=1 a=0 |a b |1 b",
                expand(
                        "{{ range query \"up\" }}{{ .Labels.job }}={{ .Value }} {{ end }}|"
                                + "{{ range query \"up\" | sortByLabel \"job\" }}{{ .Labels.job }} "
                                + "{{ end }}|{{ query \"up\" | first | value }}"
                                + " {{ query \"up\" | first | label \"job\" }}"));
    }

    @Test
    void histogramsPrintThemselves() throws TemplateException {
        RuleData data = new RuleData(Labels.EMPTY, Map.of(), "", Double.NaN, "{count:3, sum:2.5}");
        assertEquals("value {count:3, sum:2.5}", expand("value {{ $value }}", data));
    }

    @Test
    void messagesArePrometheusOnes() {
        // Columns count from before the variables that Prometheus puts in front.
        assertEquals(
                "error executing template __alert_A: template: __alert_A:1:115: executing"
                        + " \"__alert_A\" at <query \"nope\">: error calling query: parse error in"
                        + " nope",
                message("{{ query \"nope\" }}"));
        assertEquals(
                "error parsing template __alert_A: template: __alert_A:1: function \"nope\" not"
                        + " defined",
                message("{{ nope }}"));
    }

    private static String message(String text) {
        TemplateException e = assertThrows(TemplateException.class, () -> expand(text));
        return String.valueOf(e.getMessage());
    }

    @Test
    void checkParsesOnly() throws TemplateException {
        RuleTemplates.check("__alert_A", "{{ $labels.x }} {{ query \"not promql at all\" }}");
        RuleTemplates.check("__alert_A", "{{ .NoSuchField.AtAll }}");
        TemplateException e =
                assertThrows(
                        TemplateException.class,
                        () -> RuleTemplates.check("__alert_A", "{{ $label.x }}"));
        assertEquals("template: __alert_A:1: undefined variable \"$label\"", e.getMessage());
    }
}
