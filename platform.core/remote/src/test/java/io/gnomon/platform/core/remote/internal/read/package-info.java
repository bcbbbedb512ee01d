@NullMarked
package io.gnomon.platform.core.remote.internal.read;

import org.jspecify.annotations.NullMarked;
