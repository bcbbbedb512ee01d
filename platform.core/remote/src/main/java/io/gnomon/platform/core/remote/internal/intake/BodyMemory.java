package io.gnomon.platform.core.remote.internal.intake;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What the bodies of all requests may take together: a hundred clients that send 32 MB each, or let
 * 32 MB drip in over hours, must not take the heap. Any thread.
 */
public final class BodyMemory {
    private final long mostBytes;
    private final AtomicLong taken = new AtomicLong();

    public BodyMemory(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** A share of the heap. */
    public static BodyMemory ofHeap() {
        return new BodyMemory(Math.max(96L << 20, Runtime.getRuntime().maxMemory() / 6));
    }

    /** What one request takes, nothing at first. */
    public Share share() {
        return new Share();
    }

    /** Bytes that are taken now. */
    public long takenBytes() {
        return taken.get();
    }

    /** For one thread; closed when the request has been answered. */
    public final class Share implements AutoCloseable {
        private long bytes;

        private Share() {}

        /**
         * Takes more.
         *
         * @throws Refusal 503 when others have it
         */
        public void take(long more) throws Refusal {
            if (taken.addAndGet(more) > mostBytes) {
                taken.addAndGet(-more);
                throw Refusal.busy(
                        "too many requests at once: their bodies take the "
                                + (mostBytes >> 20)
                                + " MiB that are allowed; try again in a few seconds");
            }
            bytes += more;
        }

        @Override
        public void close() {
            taken.addAndGet(-bytes);
            bytes = 0;
        }
    }
}
