package io.gnomon.spi.channel;

import java.util.Map;

/** What became of a notification. */
public sealed interface Delivery {
    /**
     * The receiver has it.
     *
     * @param memory what the next notification of the same group to the same receiver will want to
     *     know, such as the message to update; it comes with it ({@link Notification#memory}), also
     *     after a restart of the server. It takes the place of what was remembered before. A few
     *     short texts, no secrets.
     */
    record Delivered(Map<String, String> memory) implements Delivery {
        public Delivered {
            memory = Map.copyOf(memory);
        }

        /** Nothing to remember. */
        public Delivered() {
            this(Map.of());
        }
    }

    /** Not now: the server tries again. */
    record Retry(String reason) implements Delivery {}

    /** Never: the receiver refuses it, trying again would not help. */
    record Refused(String reason) implements Delivery {}
}
