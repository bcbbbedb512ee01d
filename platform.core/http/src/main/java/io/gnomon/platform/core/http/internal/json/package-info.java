/** JSON in and out, streamed. */
@NullMarked
package io.gnomon.platform.core.http.internal.json;

import org.jspecify.annotations.NullMarked;
