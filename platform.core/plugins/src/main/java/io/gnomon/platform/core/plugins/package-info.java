/** Installs, switches, watches and removes plugins. */
@NullMarked
package io.gnomon.platform.core.plugins;

import org.jspecify.annotations.NullMarked;
