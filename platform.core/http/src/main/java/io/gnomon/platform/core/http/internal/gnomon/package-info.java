/** Gnomon's own API, as docs/guide/gnomon-api.md describes it. */
@NullMarked
package io.gnomon.platform.core.http.internal.gnomon;

import org.jspecify.annotations.NullMarked;
