package io.gnomon.platform.core.alerting.internal.notify;

import io.gnomon.spi.channel.DeliveryRefused;
import io.gnomon.spi.channel.Notification;

/** Runs templates of the receivers' settings. Any thread. */
public interface Rendering {
    /** A text/template. */
    String text(String template, Notification notification) throws DeliveryRefused;

    /** A html/template. */
    String html(String template, Notification notification) throws DeliveryRefused;
}
