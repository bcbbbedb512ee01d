/** Other servers that this one calls: where they are and what is sent with each request. */
@NullMarked
package io.gnomon.platform.core.remote.internal.peer;

import org.jspecify.annotations.NullMarked;
