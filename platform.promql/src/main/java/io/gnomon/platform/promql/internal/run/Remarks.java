package io.gnomon.platform.promql.internal.run;

import io.gnomon.platform.promql.internal.ast.Span;
import io.gnomon.platform.promql.internal.parser.LineColumn;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * Warnings and infos of one query, in the order of the alphabet. Each text is told once, as in
 * Prometheus: with the place that an evaluation from left to right, inner parts first, comes to
 * last. Safe for use by the threads of the query.
 */
public final class Remarks {
    /** So many of each kind are told; of the others only how many they are. */
    private static final int TOLD = 10;

    /**
     * So many are kept, the first of the alphabet; a query over many steps may have a text for
     * each.
     */
    private static final int KEPT = 10_000;

    private final String query;
    private final TreeMap<String, Span> warnings = new TreeMap<>();
    private final TreeMap<String, Span> infos = new TreeMap<>();
    private final Set<String> ofStore = new LinkedHashSet<>();

    public Remarks(String query) {
        this.query = query;
    }

    public synchronized void warn(String text, Span where) {
        warnings.merge(text, where, Remarks::later);
        if (warnings.size() > KEPT) {
            warnings.pollLastEntry();
        }
    }

    public synchronized void info(String text, Span where) {
        infos.merge(text, where, Remarks::later);
        if (infos.size() > KEPT) {
            infos.pollLastEntry();
        }
    }

    private static Span later(Span a, Span b) {
        boolean second = b.end() > a.end() || (b.end() == a.end() && b.start() < a.start());
        return second ? b : a;
    }

    /** A sentence of the store's, which has no place in the query. */
    public synchronized void warnOfStore(String text) {
        ofStore.add(text);
    }

    public synchronized List<String> warnings() {
        List<String> all = new ArrayList<>(ofStore);
        warnings.forEach((text, where) -> all.add("PromQL warning: " + text + at(where)));
        return told(all, "warning");
    }

    public synchronized List<String> infos() {
        List<String> all = new ArrayList<>();
        infos.forEach((text, where) -> all.add("PromQL info: " + text + at(where)));
        return told(all, "info");
    }

    private String at(Span where) {
        return " (" + LineColumn.of(query, where.start()) + ")";
    }

    private static List<String> told(List<String> all, String kind) {
        if (all.size() <= TOLD) {
            return List.copyOf(all);
        }
        List<String> told = new ArrayList<>(all.subList(0, TOLD));
        told.add(all.size() - TOLD + " more " + kind + " annotations omitted");
        return List.copyOf(told);
    }
}
