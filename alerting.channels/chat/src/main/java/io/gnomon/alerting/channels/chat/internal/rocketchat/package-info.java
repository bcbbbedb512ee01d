/** The channel "rocketchat". */
@NullMarked
package io.gnomon.alerting.channels.chat.internal.rocketchat;

import org.jspecify.annotations.NullMarked;
