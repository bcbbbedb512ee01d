/** Go's layouts of times, written and read. */
@NullMarked
package io.gnomon.platform.core.templates.internal.time;

import org.jspecify.annotations.NullMarked;
