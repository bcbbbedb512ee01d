/** Alerts as they are known now. */
@NullMarked
package io.gnomon.platform.core.alerting.internal.alerts;

import org.jspecify.annotations.NullMarked;
