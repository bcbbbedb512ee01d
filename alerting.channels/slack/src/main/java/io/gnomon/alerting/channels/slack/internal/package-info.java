/** The channel "slack". */
@NullMarked
package io.gnomon.alerting.channels.slack.internal;

import org.jspecify.annotations.NullMarked;
