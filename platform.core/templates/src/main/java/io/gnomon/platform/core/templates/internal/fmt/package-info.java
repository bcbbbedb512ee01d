/** Go's fmt: print, println and printf. */
@NullMarked
package io.gnomon.platform.core.templates.internal.fmt;

import org.jspecify.annotations.NullMarked;
