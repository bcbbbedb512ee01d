package io.gnomon.exporters.blackbox.internal.probers;

import java.io.IOException;

/** Probes in the way of one module. Any number of threads. */
public interface Prober extends AutoCloseable {
    /**
     * Probes; blocks, at most until the probe's deadline.
     *
     * @return whether all that the module asks for was found; when it was not, the probe's log says
     *     why
     * @throws IOException with the reason why nothing could be found
     */
    boolean probe(Probe probe) throws IOException, InterruptedException;

    /** Ends what the prober holds; no probe runs any more. */
    @Override
    default void close() {}
}
