/** Delivery of notifications through channels. */
@NullMarked
package io.gnomon.platform.core.alerting;

import org.jspecify.annotations.NullMarked;
