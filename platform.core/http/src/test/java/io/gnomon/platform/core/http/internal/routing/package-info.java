@NullMarked
package io.gnomon.platform.core.http.internal.routing;

import org.jspecify.annotations.NullMarked;
