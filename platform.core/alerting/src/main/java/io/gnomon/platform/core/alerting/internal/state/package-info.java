/** Keeps alerts, silences and the notification log in the database. */
@NullMarked
package io.gnomon.platform.core.alerting.internal.state;

import org.jspecify.annotations.NullMarked;
