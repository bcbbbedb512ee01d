/** The channel "discord". */
@NullMarked
package io.gnomon.alerting.channels.chat.internal.discord;

import org.jspecify.annotations.NullMarked;
