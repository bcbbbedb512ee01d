package io.gnomon.exporters.blackbox.internal;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * The last probes and as many failed ones, so that many good ones do not push out the few that
 * somebody looks for. Any number of threads.
 */
final class History {
    private final ArrayDeque<Entry> last = new ArrayDeque<>();
    private final ArrayDeque<Entry> failed = new ArrayDeque<>();
    private int limit;
    private long next;

    /**
     * A probe that is over.
     *
     * @param reason why it failed, empty when it did not
     * @param report what its page shows
     */
    record Entry(
            long id,
            String module,
            String target,
            boolean success,
            String reason,
            ProbeReport report) {}

    /** How many are kept from now on; 0 for none. */
    synchronized void keep(int most) {
        limit = most;
    }

    synchronized void add(
            String module, String target, boolean success, String reason, ProbeReport report) {
        if (limit == 0) {
            return;
        }
        Entry entry = new Entry(next++, module, target, success, reason, report);
        last.addFirst(entry);
        if (last.size() > limit) {
            Entry pushedOut = last.removeLast();
            if (!pushedOut.success) {
                failed.addFirst(pushedOut);
                if (failed.size() > limit) {
                    failed.removeLast();
                }
            }
        }
    }

    /** The latest first. */
    synchronized List<Entry> all() {
        List<Entry> all = new ArrayList<>(last);
        all.addAll(failed);
        return List.copyOf(all);
    }

    synchronized @Nullable Entry find(long id) {
        return all().stream().filter(entry -> entry.id == id).findFirst().orElse(null);
    }

    /** The latest probe of a target. */
    synchronized @Nullable Entry find(String target) {
        return all().stream().filter(entry -> entry.target.equals(target)).findFirst().orElse(null);
    }
}
