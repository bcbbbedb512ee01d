/** What other servers read in bulk: remote read and federation. */
@NullMarked
package io.gnomon.platform.core.remote.internal.read;

import org.jspecify.annotations.NullMarked;
