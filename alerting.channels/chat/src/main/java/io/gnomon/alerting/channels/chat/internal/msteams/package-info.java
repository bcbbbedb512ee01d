/** The channels "msteams" and "msteamsv2". */
@NullMarked
package io.gnomon.alerting.channels.chat.internal.msteams;

import org.jspecify.annotations.NullMarked;
