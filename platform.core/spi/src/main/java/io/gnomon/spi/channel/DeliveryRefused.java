package io.gnomon.spi.channel;

/** A notification cannot be delivered, now or later; the message is a sentence for the user. */
public final class DeliveryRefused extends Exception {
    private static final long serialVersionUID = 1L;

    public DeliveryRefused(String message) {
        super(message);
    }

    public DeliveryRefused(String message, Throwable cause) {
        super(message, cause);
    }
}
