/**
 * Sub-commands with promtool's names, options, output and exit codes. A class here is options and
 * help; the work is done by a tool of the bundle that knows how, see decisions 0028 and 0110.
 */
@NullMarked
package io.gnomon.platform.core.launcher.promtool;

import org.jspecify.annotations.NullMarked;
