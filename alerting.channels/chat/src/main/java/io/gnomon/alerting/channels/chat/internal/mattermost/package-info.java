/** The channel "mattermost". */
@NullMarked
package io.gnomon.alerting.channels.chat.internal.mattermost;

import org.jspecify.annotations.NullMarked;
