/**
 * From a path to the code that answers. Start with {@link
 * io.gnomon.platform.core.http.internal.routing.Routes}.
 */
@NullMarked
package io.gnomon.platform.core.http.internal.routing;

import org.jspecify.annotations.NullMarked;
