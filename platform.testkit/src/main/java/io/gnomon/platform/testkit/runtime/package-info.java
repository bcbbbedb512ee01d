/** Plugins without the plugin runtime: factories that a test brings along. */
@NullMarked
package io.gnomon.platform.testkit.runtime;

import org.jspecify.annotations.NullMarked;
