/** The channel "incidentio". */
@NullMarked
package io.gnomon.alerting.channels.incidents.internal.incidentio;

import org.jspecify.annotations.NullMarked;
