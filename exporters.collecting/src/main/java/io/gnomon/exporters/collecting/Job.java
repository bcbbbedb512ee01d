package io.gnomon.exporters.collecting;

/**
 * One collector's share of a scrape.
 *
 * @param name as in the peer's label {@code collector}
 * @param subject what must not be asked twice at the same time: the collector, with its target when
 *     there are many
 * @param work collects; called on another thread
 * @param cutOff called when the time is over, on the thread that waits: has the work end if that
 *     can be done; the work's thread is interrupted besides
 */
public record Job(String name, String subject, Work work, Runnable cutOff) {
    /** Collects. */
    @FunctionalInterface
    public interface Work {
        void run() throws Exception;
    }
}
