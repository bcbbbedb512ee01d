/** Testing channels. */
@NullMarked
package io.gnomon.platform.core.alerting.internal;

import org.jspecify.annotations.NullMarked;
