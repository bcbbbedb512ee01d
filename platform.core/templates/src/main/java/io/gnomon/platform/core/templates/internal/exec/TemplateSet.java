package io.gnomon.platform.core.templates.internal.exec;

import io.gnomon.platform.core.templates.internal.parse.ParseException;
import io.gnomon.platform.core.templates.internal.parse.Parser;
import io.gnomon.platform.core.templates.internal.parse.Template;
import io.gnomon.platform.core.templates.internal.value.FunctionTable;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Parsed templates that can call each other. Immutable. */
public final class TemplateSet {
    private final Map<String, Template> templates;
    private final Set<String> functions;

    private TemplateSet(Map<String, Template> templates, Set<String> functions) {
        this.templates = templates;
        this.functions = functions;
    }

    /**
     * No templates yet.
     *
     * @param functions names of the functions besides the language's own
     */
    public static TemplateSet empty(Set<String> functions) {
        return new TemplateSet(Map.of(), Set.copyOf(functions));
    }

    /** With the templates of a text; they take the place of those of the same names. */
    public TemplateSet with(String name, String text) throws ParseException {
        Map<String, Template> added =
                Parser.parse(
                        name,
                        text,
                        f -> functions.contains(f) || Builtins.FUNCTIONS.containsKey(f));
        Map<String, Template> all = new HashMap<>(templates);
        added.forEach((key, template) -> {
            if (!template.isEmpty() || !all.containsKey(key)) {
                all.put(key, template);
            }
        });
        return new TemplateSet(Map.copyOf(all), functions);
    }

    public @Nullable Template get(String name) {
        return templates.get(name);
    }

    public Set<String> names() {
        return templates.keySet();
    }

    /** Runs a template and gives what it writes. */
    public String run(
            Template template, Object data, FunctionTable bodies, Output out, Budget budget)
            throws ExecException {
        return new Execution(templates, bodies, out, budget).run(template, data);
    }
}
