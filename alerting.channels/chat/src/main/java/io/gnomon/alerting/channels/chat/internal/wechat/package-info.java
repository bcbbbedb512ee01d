/** The channel "wechat". */
@NullMarked
package io.gnomon.alerting.channels.chat.internal.wechat;

import org.jspecify.annotations.NullMarked;
