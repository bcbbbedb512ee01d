/** Routes alerts into groups and flushes groups when their time has come. */
@NullMarked
package io.gnomon.platform.core.alerting.internal.dispatch;

import org.jspecify.annotations.NullMarked;
