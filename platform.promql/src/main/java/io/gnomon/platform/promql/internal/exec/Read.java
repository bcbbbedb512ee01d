package io.gnomon.platform.promql.internal.exec;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.labels.Matcher;
import io.gnomon.model.query.QueryException;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.model.storage.SampleReader;
import io.gnomon.model.storage.SelectHints;
import io.gnomon.model.storage.Selection;
import io.gnomon.model.storage.Snapshot;
import io.gnomon.model.storage.StorageException;
import io.gnomon.platform.promql.internal.run.QueryContext;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * One selection from the store over one time range. Selectors of a query that ask for the same
 * series at overlapping times share it: the samples are then read once and kept.
 */
public final class Read implements AutoCloseable {
    private final List<Matcher> matchers;
    private long minMillis;
    private long maxMillis;
    private SelectHints hints;
    private int users = 1;

    private @Nullable Snapshot snapshot;
    private @Nullable Selection selection;
    private @Nullable SampleReader reader;
    private SampleColumn @Nullable [] kept;
    private final SampleColumn scratch = new SampleColumn();

    public Read(List<Matcher> matchers, SelectHints hints) {
        this.matchers = matchers;
        this.hints = hints;
        this.minMillis = hints.minTimeMillis();
        this.maxMillis = hints.maxTimeMillis();
    }

    public long minMillis() {
        return minMillis;
    }

    public long maxMillis() {
        return maxMillis;
    }

    /** Takes in another selector if it wants the same series at an overlapping time. */
    public boolean join(List<Matcher> otherMatchers, SelectHints other) {
        if (!matchers.equals(otherMatchers)
                || other.minTimeMillis() > maxMillis
                || other.maxTimeMillis() < minMillis) {
            return false;
        }
        minMillis = Math.min(minMillis, other.minTimeMillis());
        maxMillis = Math.max(maxMillis, other.maxTimeMillis());
        // What two users do with the samples need not be the same: only the time is told.
        hints = SelectHints.between(minMillis, maxMillis);
        users++;
        return true;
    }

    public void open(Snapshot from) {
        snapshot = from;
    }

    /** Number of series. */
    int size(QueryContext context) throws QueryException {
        return selection(context).size();
    }

    Labels labels(int series, QueryContext context) throws QueryException {
        return selection(context).labels(series);
    }

    private Selection selection(QueryContext context) throws QueryException {
        Selection found = selection;
        if (found != null) {
            return found;
        }
        Snapshot from = snapshot;
        if (from == null) {
            throw new IllegalStateException("read before the snapshot was opened");
        }
        try {
            found = from.select(matchers, hints);
        } catch (StorageException e) {
            throw translate(e);
        }
        selection = found;
        found.warnings().forEach(context.remarks()::warnOfStore);
        context.budget().reserve(64L * found.size(), "selector");
        return found;
    }

    /** The newest sample of a series at least; as {@link #samples} for one who needs no more. */
    SampleColumn newest(int series, QueryContext context) throws QueryException {
        return samples(series, context, users == 1);
    }

    /** All samples of a series; the column is valid until the next call and not to be changed. */
    SampleColumn samples(int series, QueryContext context) throws QueryException {
        return samples(series, context, false);
    }

    private SampleColumn samples(int series, QueryContext context, boolean newest)
            throws QueryException {
        context.budget().check();
        SampleColumn[] columns = kept;
        if (columns != null && columns[series] != null) {
            return columns[series];
        }
        Selection from = selection(context);
        SampleReader open = reader;
        if (open == null) {
            open = from.reader();
            reader = open;
        }
        try {
            if (newest) {
                open.readNewest(series, scratch);
            } else {
                open.read(series, scratch);
            }
        } catch (StorageException e) {
            throw translate(e);
        }
        context.budget().read(scratch.size);
        if (users == 1) {
            return scratch;
        }
        if (columns == null) {
            columns = new SampleColumn[from.size()];
            kept = columns;
        }
        context.budget().reserve(16L * scratch.size, "shared selector");
        context.budget().hold(scratch.size);
        columns[series] = scratch.copy();
        return columns[series];
    }

    /** What a failure of the store is to the user of a query. */
    public static QueryException translate(StorageException e) {
        return switch (e.kind()) {
            case UNAVAILABLE ->
                    new QueryException(
                            QueryException.Type.UNAVAILABLE, String.valueOf(e.getMessage()), e);
            case CANCELLED ->
                    new QueryException(
                            QueryException.Type.CANCELED,
                            "query was canceled in expression evaluation",
                            e);
            default ->
                    new QueryException(
                            QueryException.Type.EXECUTION,
                            "expanding series: " + e.getMessage(),
                            e);
        };
    }

    @Override
    public String toString() {
        return matchers + (users > 1 ? " shared by " + users : "");
    }

    @Override
    public void close() {
        SampleReader open = reader;
        if (open != null) {
            open.close();
        }
    }
}
