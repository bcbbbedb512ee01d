/** Things that are due later. */
@NullMarked
package io.gnomon.platform.core.alerting.internal.time;

import org.jspecify.annotations.NullMarked;
