package io.gnomon.platform.core.alerting.internal.sending;

import org.jspecify.annotations.Nullable;

import java.util.function.Function;

/**
 * The flags of sending.
 *
 * @param queueCapacity alerts that wait for one Alertmanager
 * @param batchSize alerts in one request
 * @param drain what waits is sent before the server stops
 */
record SendingFlags(int queueCapacity, int batchSize, boolean drain) {
    /** Prometheus's defaults. */
    static final SendingFlags DEFAULT = new SendingFlags(10_000, 256, true);

    /**
     * Reads them.
     *
     * @param property value of a flag by its name, null when it is not set
     * @throws IllegalArgumentException with a sentence
     */
    static SendingFlags read(Function<String, @Nullable String> property) {
        return new SendingFlags(
                number(
                        property,
                        "alertmanager.notification-queue-capacity",
                        DEFAULT.queueCapacity()),
                number(property, "alertmanager.notification-batch-size", DEFAULT.batchSize()),
                !"false"
                        .equals(
                                property.apply(
                                        "alertmanager.drain-notification-queue-on-shutdown")));
    }

    private static int number(Function<String, @Nullable String> property, String flag, int usual) {
        String text = property.apply(flag);
        if (text == null || text.isEmpty()) {
            return usual;
        }
        try {
            int number = Integer.parseInt(text);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new IllegalArgumentException(
                "--%s=%s: give a number of alerts, 1 or more".formatted(flag, text));
    }
}
