/** What amtool's commands do; they run without the framework. */
@NullMarked
package io.gnomon.platform.core.alerting.internal.amtool;

import org.jspecify.annotations.NullMarked;
