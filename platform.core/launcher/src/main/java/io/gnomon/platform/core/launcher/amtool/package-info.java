/** Commands that amtool has; what they do is in the room alerting. */
@NullMarked
package io.gnomon.platform.core.launcher.amtool;

import org.jspecify.annotations.NullMarked;
