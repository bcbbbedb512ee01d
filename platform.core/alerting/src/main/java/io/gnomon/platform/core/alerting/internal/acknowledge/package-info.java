/** Who has taken notice of which alerts. */
@NullMarked
package io.gnomon.platform.core.alerting.internal.acknowledge;

import org.jspecify.annotations.NullMarked;
