@NullMarked
package io.gnomon.platform.core.remote.internal.intake;

import org.jspecify.annotations.NullMarked;
