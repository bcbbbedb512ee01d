/** The channel "pushover". */
@NullMarked
package io.gnomon.alerting.channels.push.internal.pushover;

import org.jspecify.annotations.NullMarked;
