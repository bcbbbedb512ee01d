@NullMarked
package io.gnomon.platform.core.remote.internal.send;

import org.jspecify.annotations.NullMarked;
