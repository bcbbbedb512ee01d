@NullMarked
package io.gnomon.platform.core.remote.internal.ask;

import org.jspecify.annotations.NullMarked;
