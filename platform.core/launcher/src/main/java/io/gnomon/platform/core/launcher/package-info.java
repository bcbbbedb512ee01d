/** Main program. */
@NullMarked
package io.gnomon.platform.core.launcher;

import org.jspecify.annotations.NullMarked;
