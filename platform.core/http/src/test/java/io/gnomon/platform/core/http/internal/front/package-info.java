@NullMarked
package io.gnomon.platform.core.http.internal.front;

import org.jspecify.annotations.NullMarked;
