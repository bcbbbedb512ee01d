/** Silences and what they cover. */
@NullMarked
package io.gnomon.platform.core.alerting.internal.silences;

import org.jspecify.annotations.NullMarked;
