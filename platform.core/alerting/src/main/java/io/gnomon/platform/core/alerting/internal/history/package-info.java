/** Notes what happens to alerts. */
@NullMarked
package io.gnomon.platform.core.alerting.internal.history;

import org.jspecify.annotations.NullMarked;
