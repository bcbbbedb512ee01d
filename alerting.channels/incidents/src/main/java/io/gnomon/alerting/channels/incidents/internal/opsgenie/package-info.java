/** The channel "opsgenie". */
@NullMarked
package io.gnomon.alerting.channels.incidents.internal.opsgenie;

import org.jspecify.annotations.NullMarked;
