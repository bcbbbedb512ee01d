package io.gnomon.platform.core.templates;

import io.gnomon.platform.core.templates.internal.exec.Budget;
import io.gnomon.platform.core.templates.internal.exec.ExecException;
import io.gnomon.platform.core.templates.internal.exec.Output;
import io.gnomon.platform.core.templates.internal.exec.TemplateSet;
import io.gnomon.platform.core.templates.internal.exec.TextOutput;
import io.gnomon.platform.core.templates.internal.functions.NotificationFunctions;
import io.gnomon.platform.core.templates.internal.functions.NotificationValues;
import io.gnomon.platform.core.templates.internal.html.HtmlOutput;
import io.gnomon.platform.core.templates.internal.parse.ParseException;
import io.gnomon.platform.core.templates.internal.parse.Template;
import io.gnomon.platform.core.templates.internal.value.CallException;
import io.gnomon.platform.core.templates.internal.value.Function;
import io.gnomon.platform.core.templates.internal.value.FunctionTable;
import io.gnomon.platform.core.templates.internal.value.Parameter;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Templates of notifications: Alertmanager's built-in definitions by name (our own texts), the
 * user's files, and Alertmanager's functions. Immutable; any thread.
 * https://prometheus.io/docs/alerting/latest/notifications
 */
public final class NotificationTemplates {
    private static final String ROUTE_LABELS = "routeLabels";

    /** In the bundle, parsed in this order before the user's files. */
    private static final List<String> BUILT_IN = List.of("default.tmpl", "email.tmpl");

    private final TemplateSet set;

    private NotificationTemplates(TemplateSet set) {
        this.set = set;
    }

    /**
     * The built-in definitions and those of files, in their order; a later definition replaces an
     * earlier one of its name.
     */
    public static NotificationTemplates of(List<NamedText> userFiles) throws TemplateException {
        Set<String> functions = new HashSet<>(NotificationFunctions.names());
        functions.add(ROUTE_LABELS);
        try {
            TemplateSet set = TemplateSet.empty(functions);
            for (String name : BUILT_IN) {
                set = set.with(name, resource(name));
            }
            for (NamedText file : userFiles) {
                set = set.with(file.name(), file.text());
            }
            return new NotificationTemplates(set);
        } catch (ParseException e) {
            throw new TemplateException(String.valueOf(e.getMessage()));
        }
    }

    private static String resource(String name) {
        try (InputStream in = NotificationTemplates.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("not in the bundle: " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Names of all templates, built-in and of the files. */
    public Set<String> names() {
        return set.names();
    }

    /** Whether a text is a template that these functions and definitions can run. */
    public void check(String template) throws TemplateException {
        try {
            set.with("", template);
        } catch (ParseException e) {
            throw new TemplateException(String.valueOf(e.getMessage()));
        }
    }

    /** Runs a text/template. */
    public String text(String template, NotificationData data) throws TemplateException {
        return new Rendering(
                        set, NotificationValues.data(data), data.routeLabels().toMap(), data.now())
                .render(template, TextOutput::new);
    }

    /** Runs an html/template: values are escaped as the place in the page demands. */
    public String html(String template, NotificationData data) throws TemplateException {
        return new Rendering(
                        set, NotificationValues.data(data), data.routeLabels().toMap(), data.now())
                .render(template, HtmlOutput::new);
    }

    /** The dot and the functions of one call. */
    static final class Rendering {
        private final TemplateSet set;
        private final Object dot;
        private final Map<String, String> routeLabels;
        private final FunctionTable functions;
        private final Budget budget = new Budget();
        private final List<String> active = new ArrayList<>();

        Rendering(TemplateSet set, Object dot, Map<String, String> routeLabels, Instant now) {
            this.set = set;
            this.dot = dot;
            this.routeLabels = routeLabels;
            Function label = Function.of(a -> routeLabel((String) a.getFirst()), Parameter.STRING);
            FunctionTable others = NotificationFunctions.of(now);
            this.functions = name -> name.equals(ROUTE_LABELS) ? label : others.function(name);
        }

        String render(String template, Supplier<Output> out) throws TemplateException {
            if (template.isEmpty()) {
                return "";
            }
            try {
                TemplateSet all = set.with("", template);
                Template root = all.get("");
                return root == null ? "" : all.run(root, dot, functions, out.get(), budget);
            } catch (ParseException | ExecException e) {
                throw new TemplateException(String.valueOf(e.getMessage()));
            }
        }

        /** A label of the route; its value is a template itself and may name other labels. */
        private String routeLabel(String name) throws CallException {
            if (active.contains(name)) {
                throw new CallException(
                        "route label \""
                                + name
                                + "\" refers to itself: "
                                + String.join(" -> ", active)
                                + " -> "
                                + name);
            }
            active.add(name);
            try {
                return render(routeLabels.getOrDefault(name, ""), TextOutput::new);
            } catch (TemplateException e) {
                throw new CallException(String.valueOf(e.getMessage()));
            } finally {
                active.removeLast();
            }
        }
    }

    TemplateSet set() {
        return set;
    }
}
