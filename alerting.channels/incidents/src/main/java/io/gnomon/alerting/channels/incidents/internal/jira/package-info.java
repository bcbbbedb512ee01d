/** The channel "jira". */
@NullMarked
package io.gnomon.alerting.channels.incidents.internal.jira;

import org.jspecify.annotations.NullMarked;
