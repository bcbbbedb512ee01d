/** The channel "telegram". */
@NullMarked
package io.gnomon.alerting.channels.chat.internal.telegram;

import org.jspecify.annotations.NullMarked;
