/** Bodies of requests that come from anybody: read and unpacked within limits. */
@NullMarked
package io.gnomon.platform.core.remote.internal.intake;

import org.jspecify.annotations.NullMarked;
