/** The channel "sns". */
@NullMarked
package io.gnomon.alerting.channels.push.internal.sns;

import org.jspecify.annotations.NullMarked;
