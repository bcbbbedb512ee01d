package io.gnomon.platform.core.templates;

import java.net.URI;
import java.time.Instant;

/**
 * Templates of a rule's labels and annotations: Go's text/template with Prometheus's functions.
 * https://prometheus.io/docs/prometheus/latest/configuration/template_reference
 */
public final class RuleTemplates {
    private RuleTemplates() {}

    /**
     * Whether a text is a template: syntax, functions and variables. Nothing is run, as Prometheus
     * does not when it reads rule files.
     *
     * @param name in messages; Prometheus takes {@code __alert_NAME}
     * @throws TemplateException {@code template: NAME:LINE: ...}
     */
    public static void check(String name, String text) throws TemplateException {
        RuleTemplate.of(name, text);
    }

    /**
     * Parses and runs a template; see {@link RuleTemplate} for one that is run often.
     *
     * @param now what queries are evaluated at and the function {@code now} gives
     * @throws TemplateException with Prometheus's message: {@code error parsing template NAME: ...}
     *     or {@code error executing template NAME: ...}
     */
    public static String expand(
            String name, String text, RuleData data, RuleQuery query, Instant now, URI externalUrl)
            throws TemplateException {
        RuleTemplate template;
        try {
            template = RuleTemplate.of(name, text);
        } catch (TemplateException e) {
            throw new TemplateException("error parsing template " + name + ": " + e.getMessage());
        }
        return template.expand(data, query, now, externalUrl);
    }
}
