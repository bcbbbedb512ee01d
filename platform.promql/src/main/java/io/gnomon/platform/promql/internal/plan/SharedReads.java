package io.gnomon.platform.promql.internal.plan;

import io.gnomon.model.labels.Matcher;
import io.gnomon.model.storage.SelectHints;
import io.gnomon.platform.promql.internal.exec.Read;
import io.gnomon.platform.promql.internal.run.Budget;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads of queries that run together: equal ones become one. For the thread that plans. */
public final class SharedReads {
    private final Map<List<Matcher>, List<Read>> reads = new HashMap<>();
    private final Budget budget;

    /**
     * @param budget accounts samples that are kept for the next query
     */
    public SharedReads(Budget budget) {
        this.budget = budget;
    }

    Read readOf(List<Matcher> matchers, SelectHints hints) {
        List<Read> known = reads.computeIfAbsent(matchers, k -> new ArrayList<>(1));
        for (Read read : known) {
            if (read.joinQuery(matchers, hints, budget)) {
                return read;
            }
        }
        Read read = new Read(matchers, hints);
        known.add(read);
        return read;
    }

    public List<Read> all() {
        return reads.values().stream().flatMap(List::stream).toList();
    }
}
