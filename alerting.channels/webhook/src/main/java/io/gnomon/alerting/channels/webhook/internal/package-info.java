/** The channel "webhook". */
@NullMarked
package io.gnomon.alerting.channels.webhook.internal;

import org.jspecify.annotations.NullMarked;
