/** The channel "victorops". */
@NullMarked
package io.gnomon.alerting.channels.incidents.internal.victorops;

import org.jspecify.annotations.NullMarked;
