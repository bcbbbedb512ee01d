/** The channel "email". */
@NullMarked
package io.gnomon.alerting.channels.email.internal;

import org.jspecify.annotations.NullMarked;
