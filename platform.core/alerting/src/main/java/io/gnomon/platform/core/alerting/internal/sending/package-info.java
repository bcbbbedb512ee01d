/**
 * Sending alerts to Alertmanagers elsewhere, as Prometheus does. Start with {@link
 * io.gnomon.platform.core.alerting.internal.sending.ExternalAlertmanagers}.
 */
@NullMarked
package io.gnomon.platform.core.alerting.internal.sending;

import org.jspecify.annotations.NullMarked;
