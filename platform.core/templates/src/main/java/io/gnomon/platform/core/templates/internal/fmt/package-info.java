/** Go's fmt: print, println and printf; literals, numbers and escapes as Go writes them. */
@NullMarked
package io.gnomon.platform.core.templates.internal.fmt;

import org.jspecify.annotations.NullMarked;
