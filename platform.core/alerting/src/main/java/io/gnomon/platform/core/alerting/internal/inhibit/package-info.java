/** Alerts that hold back others. */
@NullMarked
package io.gnomon.platform.core.alerting.internal.inhibit;

import org.jspecify.annotations.NullMarked;
