/** The channel "pagerduty". */
@NullMarked
package io.gnomon.alerting.channels.incidents.internal.pagerduty;

import org.jspecify.annotations.NullMarked;
