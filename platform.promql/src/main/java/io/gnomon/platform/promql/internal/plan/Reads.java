package io.gnomon.platform.promql.internal.plan;

import io.gnomon.model.labels.Matcher;
import io.gnomon.model.storage.SelectHints;
import io.gnomon.platform.promql.internal.exec.Read;
import io.gnomon.platform.promql.internal.run.Windows;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Collects what the selectors of a query read; equal selections become one. */
final class Reads {
    private final List<Read> reads = new ArrayList<>();
    private final @Nullable SharedReads others;

    /**
     * @param others what queries beside this one read, null when it runs alone
     */
    Reads(@Nullable SharedReads others) {
        this.others = others;
    }

    /**
     * @param function name of the function or aggregation around the selector, for the store
     */
    Read add(List<Matcher> matchers, Windows windows, boolean instant, String function) {
        SelectHints hints =
                new SelectHints(
                        windows.firstMillis(),
                        windows.lastMillis(),
                        windows.count() > 1 ? windows.grid().stepMillis() : 0,
                        instant ? 0 : windows.rangeMillis(),
                        function,
                        List.of(),
                        false,
                        0,
                        false);
        for (Read read : reads) {
            if (read.join(matchers, hints)) {
                return read;
            }
        }
        Read read = others == null ? new Read(matchers, hints) : others.readOf(matchers, hints);
        reads.add(read);
        return read;
    }

    List<Read> all() {
        return reads;
    }
}
