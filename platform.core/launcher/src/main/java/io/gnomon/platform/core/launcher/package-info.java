/**
 * The main program: flags, signals, the lock of the data directory, the framework. A plain jar on
 * the class path; everything else is a bundle. Start with {@link
 * io.gnomon.platform.core.launcher.Main}.
 */
@NullMarked
package io.gnomon.platform.core.launcher;

import org.jspecify.annotations.NullMarked;
