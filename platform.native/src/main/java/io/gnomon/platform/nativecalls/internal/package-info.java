/** Calls into the operating system through the Foreign Function API, each with a fallback. */
@NullMarked
package io.gnomon.platform.nativecalls.internal;

import org.jspecify.annotations.NullMarked;
