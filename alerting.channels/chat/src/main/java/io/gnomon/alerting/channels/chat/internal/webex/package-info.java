/** The channel "webex". */
@NullMarked
package io.gnomon.alerting.channels.chat.internal.webex;

import org.jspecify.annotations.NullMarked;
