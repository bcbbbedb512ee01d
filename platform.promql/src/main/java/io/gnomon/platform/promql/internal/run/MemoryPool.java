package io.gnomon.platform.promql.internal.run;

import java.util.concurrent.atomic.AtomicLong;

/** The memory that all queries of an engine may use together. Safe for any number of threads. */
public final class MemoryPool {
    private final long size;
    private final AtomicLong used = new AtomicLong();

    public MemoryPool(long size) {
        this.size = size;
    }

    /** Takes a piece; false when so much is not left. */
    boolean take(long bytes) {
        while (true) {
            long now = used.get();
            if (now + bytes > size) {
                return false;
            }
            if (used.compareAndSet(now, now + bytes)) {
                return true;
            }
        }
    }

    void giveBack(long bytes) {
        used.addAndGet(-bytes);
    }

    public long size() {
        return size;
    }

    /** Bytes that queries use now. */
    public long used() {
        return used.get();
    }
}
