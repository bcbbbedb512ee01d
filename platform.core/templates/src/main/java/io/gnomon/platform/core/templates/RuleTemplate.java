package io.gnomon.platform.core.templates;

import io.gnomon.platform.core.templates.internal.exec.Budget;
import io.gnomon.platform.core.templates.internal.exec.ExecException;
import io.gnomon.platform.core.templates.internal.exec.Output;
import io.gnomon.platform.core.templates.internal.exec.TemplateSet;
import io.gnomon.platform.core.templates.internal.exec.TextOutput;
import io.gnomon.platform.core.templates.internal.functions.RuleFunctions;
import io.gnomon.platform.core.templates.internal.parse.ParseException;
import io.gnomon.platform.core.templates.internal.parse.Template;
import io.gnomon.platform.core.templates.internal.value.FunctionTable;
import io.gnomon.platform.core.templates.internal.value.GoMap;
import io.gnomon.platform.core.templates.internal.value.GoStruct;
import io.gnomon.platform.core.templates.internal.value.OpaqueText;

import java.net.URI;
import java.time.Instant;
import java.util.List;

/**
 * A parsed template of a rule's label or annotation: parse once, expand for each alert. Immutable;
 * any thread.
 */
public final class RuleTemplate {
    /** Prometheus puts this before each text: columns in messages count from its start. */
    private static final String VARIABLES =
            "{{$labels := .Labels}}{{$externalLabels := .ExternalLabels}}"
                    + "{{$externalURL := .ExternalURL}}{{$value := .Value}}";

    static final TemplateSet NONE = TemplateSet.empty(RuleFunctions.NAMES);

    private final String name;
    private final String text;
    private final TemplateSet set;

    private RuleTemplate(String name, String text, TemplateSet set) {
        this.name = name;
        this.text = text;
        this.set = set;
    }

    /**
     * Parses: syntax, functions and variables are checked, nothing is run.
     *
     * @param name in messages; Prometheus takes {@code __alert_NAME}
     * @throws TemplateException {@code template: NAME:LINE: ...}
     */
    public static RuleTemplate of(String name, String text) throws TemplateException {
        try {
            boolean plain = text.indexOf("{{") < 0;
            return new RuleTemplate(name, text, plain ? NONE : NONE.with(name, VARIABLES + text));
        } catch (ParseException e) {
            throw new TemplateException(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Runs the template.
     *
     * @param now what queries are evaluated at and the function {@code now} gives
     * @throws TemplateException with Prometheus's message: {@code error executing template NAME:
     *     template: NAME:...}
     */
    public String expand(RuleData data, RuleQuery query, Instant now, URI externalUrl)
            throws TemplateException {
        Template template = set.get(name);
        if (template == null) {
            return text;
        }
        FunctionTable functions = RuleFunctions.of(query, now, externalUrl);
        return run(set, template, dot(data), functions, new TextOutput());
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

    static String run(
            TemplateSet set, Template template, Object dot, FunctionTable functions, Output out)
            throws TemplateException {
        try {
            return set.run(template, dot, functions, out, new Budget());
        } catch (ExecException e) {
            throw new TemplateException(
                    "error executing template " + template.name() + ": " + e.getMessage());
        }
    }
}
