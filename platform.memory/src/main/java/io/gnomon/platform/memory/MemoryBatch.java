package io.gnomon.platform.memory;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.Exemplar;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.MetricMetadata;
import io.gnomon.model.storage.AppendBatch;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Collects rows and hands them to the store at commit. */
final class MemoryBatch implements AppendBatch {
    /** A row and whose it is. */
    record Entry(MemorySeries series, MemorySeries.Row row) {}

    /** An exemplar and whose it is. */
    record Marked(MemorySeries series, Exemplar exemplar) {}

    /** What a commit brought, in order. */
    record Content(
            List<Entry> entries, List<Marked> marked, Map<String, MetricMetadata> metadata) {}

    private final MemoryStorage storage;
    private final String group;
    private final long timeMillis;

    private final List<Entry> entries = new ArrayList<>();
    private final List<Marked> marked = new ArrayList<>();
    private final Map<String, MetricMetadata> metadata = new HashMap<>();

    /** Index into {@link #entries} of the row appended last to a series. */
    private final Map<Long, Integer> latest = new HashMap<>();

    /** Of the rows that are appended next, by series. */
    private final Map<Long, Long> startTimes = new HashMap<>();

    private boolean open = true;
    private String limit = "";

    MemoryBatch(MemoryStorage storage, String group, long timeMillis) {
        this.storage = storage;
        this.group = group;
        this.timeMillis = timeMillis;
    }

    @Override
    public long series(Labels labels) {
        checkOpen();
        storage.lock.lock();
        try {
            if (storage.series.size() >= storage.seriesLimit
                    && !storage.references.containsKey(labels)) {
                limit = "the limit of " + storage.seriesLimit + " series is reached";
                return -1;
            }
            return storage.references.computeIfAbsent(
                    labels,
                    l -> {
                        storage.series.add(new MemorySeries(storage.series.size(), l));
                        return storage.series.size() - 1;
                    });
        } finally {
            storage.lock.unlock();
        }
    }

    @Override
    public String limit() {
        return limit;
    }

    @Override
    public Outcome append(long series, double value) {
        return append(series, timeMillis, value);
    }

    @Override
    public Outcome append(long series, long timeMillis, double value) {
        return append(series, new MemorySeries.Row(timeMillis, value, null, start(series, 0), 0));
    }

    @Override
    public Outcome append(long series, long timeMillis, Histogram histogram) {
        return append(
                series,
                new MemorySeries.Row(
                        timeMillis, 0, histogram, start(series, histogram.startTimeMillis()), 0));
    }

    private long start(long series, long otherwise) {
        Long said = startTimes.remove(series);
        return said == null ? otherwise : said;
    }

    private Outcome append(long series, MemorySeries.Row row) {
        checkOpen();
        MemorySeries to = find(series);
        if (to == null) {
            return series == -1 ? Outcome.LIMIT : Outcome.STALE_REFERENCE;
        }
        Outcome outcome = MemorySeries.judge(lastRow(series, to), row);
        if (outcome == Outcome.STORED) {
            latest.put(series, entries.size());
            entries.add(new Entry(to, row));
        }
        return outcome;
    }

    private MemorySeries.@Nullable Row lastRow(long series, MemorySeries to) {
        Integer staged = latest.get(series);
        if (staged != null) {
            return entries.get(staged).row;
        }
        storage.lock.lock();
        try {
            return to.last();
        } finally {
            storage.lock.unlock();
        }
    }

    @Override
    public Outcome startTime(long series, long timeMillis, long startTimeMillis) {
        checkOpen();
        if (find(series) == null) {
            return Outcome.STALE_REFERENCE;
        }
        startTimes.put(series, startTimeMillis);
        return Outcome.STORED;
    }

    @Override
    public Outcome exemplar(long series, Exemplar exemplar) {
        checkOpen();
        MemorySeries to = find(series);
        if (to == null) {
            return Outcome.STALE_REFERENCE;
        }
        marked.add(new Marked(to, exemplar));
        return Outcome.STORED;
    }

    @Override
    public void metadata(String family, MetricMetadata value) {
        checkOpen();
        metadata.put(family, value);
    }

    @Override
    public void commit(Durability durability) {
        checkOpen();
        storage.lock.lock();
        try {
            long number = storage.commits.size() + 1L;
            List<Entry> stored = new ArrayList<>(entries.size());
            for (Entry entry : entries) {
                // A batch of another group may have been faster.
                if (MemorySeries.judge(entry.series.last(), entry.row) == Outcome.STORED) {
                    storage.add(entry.series, entry.row.inCommit(number));
                    stored.add(entry);
                }
            }
            for (Marked mark : marked) {
                mark.series.marks.add(new MemorySeries.Mark(mark.exemplar, number));
            }
            storage.metadata.putAll(metadata);
            storage.commits.add(new Content(stored, List.copyOf(marked), Map.copyOf(metadata)));
            storage.committed.signalAll();
        } finally {
            storage.lock.unlock();
        }
        close();
    }

    @Override
    public void close() {
        if (open) {
            open = false;
            storage.lock.lock();
            try {
                storage.openGroups.remove(group);
            } finally {
                storage.lock.unlock();
            }
        }
    }

    private @Nullable MemorySeries find(long series) {
        storage.lock.lock();
        try {
            return series < 0 || series >= storage.series.size()
                    ? null
                    : storage.series.get((int) series);
        } finally {
            storage.lock.unlock();
        }
    }

    private void checkOpen() {
        if (!open) {
            throw new IllegalStateException("the batch of group \"" + group + "\" is closed");
        }
    }
}
