package io.gnomon.spi.channel;

/** What became of a notification. */
public sealed interface Delivery {
    /** The receiver has it. */
    record Delivered() implements Delivery {}

    /** Not now: the server tries again. */
    record Retry(String reason) implements Delivery {}

    /** Never: the receiver refuses it, trying again would not help. */
    record Refused(String reason) implements Delivery {}
}
