/** Fakes and contract tests for implementers of the contracts. */
@NullMarked
package io.gnomon.platform.testkit;

import org.jspecify.annotations.NullMarked;
