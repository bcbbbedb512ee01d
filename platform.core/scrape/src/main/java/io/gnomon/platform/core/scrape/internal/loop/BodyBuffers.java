package io.gnomon.platform.core.scrape.internal.loop;

import io.gnomon.platform.core.scrape.internal.append.ScrapeFailure;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
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

    /** A body may have an eighth of the heap, so that no target can fill it. */
    static final int LARGEST = (int) Math.min(1 << 30, Runtime.getRuntime().maxMemory() / 8);

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

    /**
     * A larger buffer with the same bytes.
     *
     * @throws ScrapeFailure when no body may be larger
     */
    static byte[] grown(byte[] buffer) throws ScrapeFailure {
        if (buffer.length >= LARGEST) {
            throw new ScrapeFailure(
                    ScrapeFailure.Kind.BODY_SIZE_LIMIT,
                    "the body is larger than %d bytes, an eighth of this server's heap"
                            .formatted(LARGEST));
        }
        return Arrays.copyOf(buffer, (int) Math.min(LARGEST, 2L * Math.max(buffer.length, 1024)));
    }

    void give(byte[] buffer) {
        if (buffer.length <= LARGEST_KEPT && count.get() < MOST_KEPT) {
            count.incrementAndGet();
            free.addFirst(buffer);
        }
    }
}
