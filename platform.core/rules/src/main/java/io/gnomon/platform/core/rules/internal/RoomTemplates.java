package io.gnomon.platform.core.rules.internal;

import io.gnomon.platform.core.config.ConfigService;
import io.gnomon.platform.core.config.ExternalUrl;
import io.gnomon.platform.core.rules.internal.evaluation.AlertTemplates;
import io.gnomon.platform.core.rules.internal.evaluation.RuleFailure;
import io.gnomon.platform.core.rules.internal.evaluation.RuleQueries;
import io.gnomon.platform.core.templates.RuleData;
import io.gnomon.platform.core.templates.RuleQuery;
import io.gnomon.platform.core.templates.RuleTemplate;
import io.gnomon.platform.core.templates.TemplateException;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Templates by the room that knows Go's. */
public final class RoomTemplates implements AlertTemplates {
    private final Supplier<Map<String, String>> externalLabels;
    private final String externalUrl;

    /**
     * Templates of a server.
     *
     * @param externalLabels as configured now
     * @param externalUrl as configured, without a slash at its end
     */
    public RoomTemplates(Supplier<Map<String, String>> externalLabels, String externalUrl) {
        this.externalLabels = externalLabels;
        this.externalUrl = externalUrl;
    }

    /** Templates of the server with these flags. */
    static RoomTemplates of(BundleContext context, ConfigService config) {
        return new RoomTemplates(
                () -> config.current().global().externalLabels(), externalUrl(context));
    }

    /** Where users reach this server, without a slash at its end. */
    static String externalUrl(BundleContext context) {
        return ExternalUrl.of(
                orEmpty(context.getProperty("web.external-url")),
                orEmpty(context.getProperty("web.listen-address")));
    }

    private static String orEmpty(@Nullable String value) {
        return value == null ? "" : value;
    }

    @Override
    public AlertTemplate parse(String alert, String text) {
        String name = "__alert_" + alert;
        try {
            RuleTemplate template = RuleTemplate.of(name, text);
            return (sample, queries, timeMillis) -> expand(template, sample, queries, timeMillis);
        } catch (TemplateException e) {
            String message = "error parsing template " + name + ": " + e.getMessage();
            return (sample, queries, timeMillis) -> {
                throw new RuleFailure(message);
            };
        }
    }

    private String expand(
            RuleTemplate template, RuleQueries.Sample sample, RuleQueries queries, long timeMillis)
            throws RuleFailure {
        RuleData data =
                new RuleData(
                        sample.labels(),
                        externalLabels.get(),
                        externalUrl,
                        sample.value(),
                        sample.histogram() == null ? null : sample.histogram().toString());
        try {
            return template.expand(
                    data,
                    (expr, time) -> samples(queries, expr, time),
                    Instant.ofEpochMilli(timeMillis),
                    URI.create(externalUrl));
        } catch (TemplateException e) {
            throw new RuleFailure(String.valueOf(e.getMessage()));
        }
    }

    private static List<RuleQuery.QuerySample> samples(
            RuleQueries queries, String expr, Instant time) throws TemplateException {
        List<RuleQuery.QuerySample> samples = new ArrayList<>();
        try {
            for (RuleQueries.Sample sample : queries.query(expr, time.toEpochMilli())) {
                samples.add(new RuleQuery.QuerySample(sample.labels(), sample.value()));
            }
        } catch (RuleFailure e) {
            throw new TemplateException(String.valueOf(e.getMessage()));
        }
        return samples;
    }
}
