package io.gnomon.spi.channel;

import org.osgi.annotation.versioning.ConsumerType;

/** Delivers notifications to one receiver. */
@ConsumerType
public interface Channel extends AutoCloseable {
    /**
     * Delivers once; retrying is the server's work. Called on a thread of the plugin's pool, calls
     * overlap, each must be done by the notification's timeout and answer an interrupt.
     *
     * @throws DeliveryRefused counts as {@link Delivery.Refused} with its message; any other throw
     *     as {@link Delivery.Retry}
     */
    Delivery send(Notification notification) throws Exception;

    /** Releases connections. Called once, after the last send has returned. */
    @Override
    default void close() {}
}
