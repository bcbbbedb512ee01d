package io.gnomon.discovery.polling;

import io.gnomon.spi.discovery.TargetGroup;

import java.util.List;

/** Where targets are listed. Never asked by two threads at the same time. */
@FunctionalInterface
public interface Source extends AutoCloseable {
    /**
     * Everything that is listed now, or a throw with a sentence; see {@link
     * io.gnomon.spi.discovery.Discovery#refresh}.
     */
    List<TargetGroup> look() throws Exception;

    /** Called once, after the last look. */
    @Override
    default void close() {}
}
