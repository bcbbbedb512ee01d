package io.gnomon.platform.memory;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.storage.Tail;

import java.time.Duration;

/** Walks over the list of commits. */
final class MemoryTail implements Tail {
    private final MemoryStorage storage;
    private int next;

    MemoryTail(MemoryStorage storage, int next) {
        this.storage = storage;
        this.next = next;
    }

    @Override
    public boolean next(Duration wait, Visitor visitor) throws InterruptedException {
        MemoryBatch.Content content;
        storage.lock.lockInterruptibly();
        try {
            long nanos = wait.toNanos();
            while (next == storage.commits.size()) {
                if (nanos <= 0) {
                    return false;
                }
                nanos = storage.committed.awaitNanos(nanos);
            }
            content = storage.commits.get(next++);
        } finally {
            storage.lock.unlock();
        }
        deliver(content, visitor);
        return true;
    }

    private static void deliver(MemoryBatch.Content content, Visitor visitor) {
        content.metadata().forEach(visitor::metadata);
        for (MemoryBatch.Entry entry : content.entries()) {
            MemorySeries.Row row = entry.row();
            Histogram histogram = row.histogram();
            if (histogram == null) {
                visitor.sample(entry.series().number, row.timeMillis(), row.value());
            } else {
                visitor.histogram(entry.series().number, row.timeMillis(), histogram);
            }
        }
        for (MemoryBatch.Marked mark : content.marked()) {
            visitor.exemplar(mark.series().number, mark.exemplar());
        }
    }

    @Override
    public Labels labels(long series) {
        storage.lock.lock();
        try {
            return storage.series.get((int) series).labels;
        } finally {
            storage.lock.unlock();
        }
    }

    @Override
    public long position() {
        return next;
    }

    @Override
    public long segment() {
        return 0;
    }

    @Override
    public void close() {}
}
