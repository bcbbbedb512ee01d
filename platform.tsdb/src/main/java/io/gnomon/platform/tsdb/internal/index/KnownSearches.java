package io.gnomon.platform.tsdb.internal.index;

import io.gnomon.model.labels.Matcher;

import org.apache.lucene.index.IndexReader;
import org.apache.lucene.search.IndexSearcher;
import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A view of the index that remembers what was found in it: rules and dashboards ask the same again
 * and again. Searches of one view always find the same, so nothing has to be kept up to date; when
 * series come or go, the next view begins with nothing. Any thread.
 */
final class KnownSearches extends IndexSearcher {
    /** Ids that are remembered, 4 bytes each. */
    private static final int MOST_IDS = 1 << 20;

    /** What an entry takes beside its ids. */
    private static final int ENTRY = 64;

    private final Map<List<Matcher>, int[]> found = new HashMap<>();
    private int size;

    KnownSearches(IndexReader reader) {
        super(reader);
        setQueryCache(null);
    }

    /** The ids in their order, not to be changed; null when it was not asked yet. */
    synchronized int @Nullable [] ids(List<Matcher> matchers) {
        return found.get(matchers);
    }

    synchronized void keep(List<Matcher> matchers, int[] ids) {
        int more = ids.length + ENTRY;
        if (more > MOST_IDS / 8) {
            return;
        }
        if (size + more > MOST_IDS) {
            found.clear();
            size = 0;
        }
        if (found.put(List.copyOf(matchers), ids) == null) {
            size += more;
        }
    }
}
