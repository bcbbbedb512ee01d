/** The room's component and what it says about itself. */
@NullMarked
package io.gnomon.platform.core.remote.internal;

import org.jspecify.annotations.NullMarked;
