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
import io.gnomon.platform.promql.internal.run.Budget;
import io.gnomon.platform.promql.internal.run.Interrupter;
import io.gnomon.platform.promql.internal.run.Points;
import io.gnomon.platform.promql.internal.run.QueryContext;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * One selection from the store over one time range. Selectors of a query that ask for the same
 * series at overlapping times share it: the samples are then read once and kept.
 */
public final class Read implements AutoCloseable {
    private final List<Matcher> matchers;
    private long minMillis;
    private long maxMillis;
    private SelectHints hints;
    private boolean keepsSamples;

    /** Accounts kept samples that outlive a query; null when each query accounts its own. */
    private @Nullable Budget ofAll;

    private @Nullable Snapshot snapshot;
    private volatile @Nullable Selection selection;
    private final List<SampleReader> readers = new ArrayList<>();

    /** Samples by series, when several selectors share them. */
    private @Nullable AtomicReferenceArray<SampleColumn> kept;

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
        keepsSamples = true;
        return true;
    }

    /**
     * Takes in a selector of another query if it wants the same series at the same time. Of instant
     * selectors the samples are not kept: to read the newest one again costs less.
     *
     * @param budget of all queries that share reads
     */
    public boolean joinQuery(List<Matcher> otherMatchers, SelectHints other, Budget budget) {
        if (!matchers.equals(otherMatchers)
                || other.minTimeMillis() != minMillis
                || other.maxTimeMillis() != maxMillis) {
            return false;
        }
        keepsSamples |= other.rangeMillis() > 0;
        hints = SelectHints.between(minMillis, maxMillis);
        ofAll = budget;
        return true;
    }

    public void open(Snapshot from) {
        snapshot = from;
    }

    /** Number of series. */
    int size(QueryContext context) throws QueryException {
        return selection(context).size();
    }

    List<Head> heads(QueryContext context) throws QueryException {
        return new SelectedHeads(selection(context), matchers);
    }

    Labels labels(int series, QueryContext context) throws QueryException {
        return selection(context).labels(series);
    }

    /** The series; looked for by the first thread that asks. */
    private Selection selection(QueryContext context) throws QueryException {
        Selection found = selection;
        return found == null ? select(context) : found;
    }

    private synchronized Selection select(QueryContext context) throws QueryException {
        Selection found = selection;
        if (found != null) {
            return found;
        }
        Snapshot from = snapshot;
        if (from == null) {
            throw new IllegalStateException("read before the snapshot was opened");
        }
        try (Interrupter.Watched _ = context.interrupter().watch(context.budget()::isOver)) {
            found = from.select(matchers, hints);
        } catch (StorageException e) {
            context.budget().check();
            throw translate(e);
        }
        context.budget().reserve(64L * found.size(), "selector");
        if (keepsSamples) {
            kept = new AtomicReferenceArray<>(found.size());
        }
        selection = found;
        return found;
    }

    /** Sentences of the store about what is missing; complete when all was read. */
    public List<String> warnings() {
        Selection found = selection;
        return found == null ? List.of() : found.warnings();
    }

    /** Something that reads samples. */
    Lane lane(QueryContext context) throws QueryException {
        SampleReader reader = selection(context).reader();
        synchronized (readers) {
            readers.add(reader);
        }
        return new Lane(context, reader);
    }

    /** Reads samples of series, in any order. For one thread. */
    final class Lane {
        private final QueryContext context;
        private final SampleReader reader;
        private final SampleColumn scratch = new SampleColumn();

        private Lane(QueryContext context, SampleReader reader) {
            this.context = context;
            this.reader = reader;
        }

        /** The newest sample of a series at least; as {@link #all} for one who needs no more. */
        SampleColumn newest(int series) throws QueryException {
            return samples(series, kept == null);
        }

        /** All samples of a series; valid until the next call and not to be changed. */
        SampleColumn all(int series) throws QueryException {
            return samples(series, false);
        }

        private SampleColumn samples(int series, boolean newest) throws QueryException {
            context.budget().check();
            AtomicReferenceArray<SampleColumn> shared = kept;
            SampleColumn known = shared == null ? null : shared.get(series);
            if (known != null) {
                return known;
            }
            try {
                if (newest) {
                    reader.readNewest(series, scratch);
                } else {
                    reader.read(series, scratch);
                }
            } catch (StorageException e) {
                throw translate(e);
            }
            context.budget().read(scratch.size);
            return shared == null ? scratch : share(series, shared);
        }

        private SampleColumn share(int series, AtomicReferenceArray<SampleColumn> shared)
                throws QueryException {
            long bytes = 16L * scratch.size + Points.bytes(scratch.histograms);
            Budget all = ofAll;
            if (all == null) {
                context.budget().reserve(bytes, "shared selector");
                context.budget().hold(scratch.size);
            } else if (!all.reserveIfFree(bytes)) {
                // No query fails for the sake of others: they read it again.
                return scratch;
            }
            SampleColumn copy = scratch.copy();
            shared.set(series, copy);
            return copy;
        }
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
        return matchers + (keepsSamples ? " shared" : "");
    }

    @Override
    public void close() {
        readers.forEach(SampleReader::close);
    }
}
