@NullMarked
package io.gnomon.platform.core.remote.internal;

import org.jspecify.annotations.NullMarked;
