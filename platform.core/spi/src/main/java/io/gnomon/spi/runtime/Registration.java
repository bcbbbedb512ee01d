package io.gnomon.spi.runtime;

/** Ends a subscription when closed. */
@FunctionalInterface
public interface Registration extends AutoCloseable {
    @Override
    void close();
}
