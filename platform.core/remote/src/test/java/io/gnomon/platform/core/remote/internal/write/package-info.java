@NullMarked
package io.gnomon.platform.core.remote.internal.write;

import org.jspecify.annotations.NullMarked;
