/** Data frames in tests. */
@NullMarked
package io.gnomon.platform.testkit.frame;

import org.jspecify.annotations.NullMarked;
