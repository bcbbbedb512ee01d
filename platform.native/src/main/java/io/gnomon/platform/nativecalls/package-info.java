/** Calls into the operating system. */
@NullMarked
package io.gnomon.platform.nativecalls;

import org.jspecify.annotations.NullMarked;
