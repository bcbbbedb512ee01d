/** Webhook channel. */
@NullMarked
package io.gnomon.alerting.channels.webhook;

import org.jspecify.annotations.NullMarked;
