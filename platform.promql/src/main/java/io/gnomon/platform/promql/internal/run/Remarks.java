package io.gnomon.platform.promql.internal.run;

import io.gnomon.platform.promql.internal.ast.Span;
import io.gnomon.platform.promql.internal.parser.LineColumn;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Warnings and infos of one query, each once, in the order they came up. For one thread. */
public final class Remarks {
    private final String query;
    private final Set<String> warnings = new LinkedHashSet<>();
    private final Set<String> infos = new LinkedHashSet<>();

    public Remarks(String query) {
        this.query = query;
    }

    public void warn(String text, Span where) {
        warnings.add("PromQL warning: " + text + at(where));
    }

    public void info(String text, Span where) {
        infos.add("PromQL info: " + text + at(where));
    }

    /** A sentence of the store's, which has no place in the query. */
    public void warnOfStore(String text) {
        warnings.add(text);
    }

    private String at(Span where) {
        return " (" + LineColumn.of(query, where.start()) + ")";
    }

    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    public List<String> infos() {
        return List.copyOf(infos);
    }
}
