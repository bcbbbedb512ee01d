/** The room's services and metrics. */
@NullMarked
package io.gnomon.platform.core.rules.internal;

import org.jspecify.annotations.NullMarked;
