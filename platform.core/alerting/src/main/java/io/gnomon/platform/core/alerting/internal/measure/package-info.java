/** How often and how long, for self-metrics. */
@NullMarked
package io.gnomon.platform.core.alerting.internal.measure;

import org.jspecify.annotations.NullMarked;
