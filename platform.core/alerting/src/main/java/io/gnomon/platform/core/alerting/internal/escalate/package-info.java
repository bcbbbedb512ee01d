/** Who is told next of what nobody acknowledges. */
@NullMarked
package io.gnomon.platform.core.alerting.internal.escalate;

import org.jspecify.annotations.NullMarked;
