/**
 * What tests of all rooms share: the peers' test data, fakes, contract tests in packages by kind.
 */
@NullMarked
package io.gnomon.platform.testkit;

import org.jspecify.annotations.NullMarked;
