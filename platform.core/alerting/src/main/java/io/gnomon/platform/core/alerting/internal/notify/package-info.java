/** From a flushed group to the channels of its receiver. */
@NullMarked
package io.gnomon.platform.core.alerting.internal.notify;

import org.jspecify.annotations.NullMarked;
