package io.gnomon.platform.core.templates;

import io.gnomon.platform.core.templates.internal.exec.Budget;
import io.gnomon.platform.core.templates.internal.exec.ExecException;
import io.gnomon.platform.core.templates.internal.exec.Output;
import io.gnomon.platform.core.templates.internal.exec.TemplateSet;
import io.gnomon.platform.core.templates.internal.exec.TextOutput;
import io.gnomon.platform.core.templates.internal.functions.RuleFunctions;
import io.gnomon.platform.core.templates.internal.parse.ParseException;
import io.gnomon.platform.core.templates.internal.parse.Template;
import io.gnomon.platform.core.templates.internal.value.Function;
import io.gnomon.platform.core.templates.internal.value.GoMap;
import io.gnomon.platform.core.templates.internal.value.GoStruct;
import io.gnomon.platform.core.templates.internal.value.OpaqueText;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Templates of a rule's labels and annotations: Go's text/template with Prometheus's functions.
 * https://prometheus.io/docs/prometheus/latest/configuration/template_reference
 */
public final class RuleTemplates {
    /** Prometheus puts this before each text: columns in messages count from its start. */
    private static final String VARIABLES =
            "{{$labels := .Labels}}{{$externalLabels := .ExternalLabels}}"
                    + "{{$externalURL := .ExternalURL}}{{$value := .Value}}";

    static final TemplateSet NONE =
            TemplateSet.empty(
                    RuleFunctions.of((expr, time) -> List.of(), Instant.EPOCH, URI.create(""))
                            .keySet());

    private RuleTemplates() {}

    /**
     * Whether a text is a template: syntax, functions and variables. Nothing is run, as Prometheus
     * does not when it reads rule files.
     *
     * @param name in messages; Prometheus takes {@code __alert_NAME}
     */
    public static void check(String name, String text) throws TemplateException {
        try {
            NONE.with(name, VARIABLES + text);
        } catch (ParseException e) {
            throw new TemplateException(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Runs a template.
     *
     * @param now what queries are evaluated at and the function {@code now} gives
     * @throws TemplateException with Prometheus's message: {@code error executing template NAME:
     *     template: NAME:...}
     */
    public static String expand(
            String name,
            String text,
            RuleData data,
            RuleQuery query,
            Instant now,
            URI externalUrl)
            throws TemplateException {
        if (text.indexOf("{{") < 0) {
            return text;
        }
        Map<String, Function> functions = RuleFunctions.of(query, now, externalUrl);
        return run(NONE, name, VARIABLES + text, dot(data), functions, new TextOutput());
    }

    private static GoStruct dot(RuleData data) {
        Object value =
                data.histogram() == null
                        ? (Object) data.value()
                        : new OpaqueText("*histogram.FloatHistogram", data.histogram());
        return new GoStruct(
                "template.AlertTemplateData",
                List.of(
                        field("Labels", GoMap.ofStrings(data.labels().toMap())),
                        field("ExternalLabels", GoMap.ofStrings(data.externalLabels())),
                        field("ExternalURL", data.externalUrl()),
                        field("Value", value)));
    }

    private static GoStruct.Field field(String name, Object value) {
        return new GoStruct.Field(name, name, value);
    }

    /** Runs a text in a set whose functions are given. */
    static String run(
            TemplateSet set,
            String name,
            String text,
            Object dot,
            Map<String, Function> functions,
            Output out)
            throws TemplateException {
        TemplateSet parsed;
        try {
            parsed = set.with(name, text);
        } catch (ParseException e) {
            throw new TemplateException("error parsing template " + name + ": " + e.getMessage());
        }
        Template template = parsed.get(name);
        if (template == null) {
            return "";
        }
        try {
            return parsed.run(template, dot, functions, out, new Budget());
        } catch (ExecException e) {
            throw new TemplateException(
                    "error executing template " + name + ": " + e.getMessage());
        }
    }
}
