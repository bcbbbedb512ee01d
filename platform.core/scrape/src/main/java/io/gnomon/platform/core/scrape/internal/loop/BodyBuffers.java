package io.gnomon.platform.core.scrape.internal.loop;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Buffers for bodies, shared by all targets: as many as are filled at one time, not one a target.
 * Any thread.
 */
final class BodyBuffers {
    private static final int FIRST_BYTES = 64 * 1024;
    private static final int MOST_KEPT = 16;
    private static final int LARGEST_KEPT = 8 << 20;

    private final ConcurrentLinkedDeque<byte[]> free = new ConcurrentLinkedDeque<>();
    private final AtomicInteger count = new AtomicInteger();

    byte[] take() {
        byte @Nullable [] buffer = free.pollFirst();
        if (buffer == null) {
            return new byte[FIRST_BYTES];
        }
        count.decrementAndGet();
        return buffer;
    }

    void give(byte[] buffer) {
        if (buffer.length <= LARGEST_KEPT && count.get() < MOST_KEPT) {
            count.incrementAndGet();
            free.addFirst(buffer);
        }
    }
}
