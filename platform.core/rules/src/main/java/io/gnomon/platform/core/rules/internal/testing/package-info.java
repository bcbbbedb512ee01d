/** Unit tests of rules, as promtool runs them. */
@NullMarked
package io.gnomon.platform.core.rules.internal.testing;

import org.jspecify.annotations.NullMarked;
