/**
 * Installing plugins: the watched folder, the store of jars, the switch from one version to the
 * next. Start with {@link io.gnomon.platform.core.plugins.internal.install.PluginInstaller}.
 */
@NullMarked
package io.gnomon.platform.core.plugins.internal.install;

import org.jspecify.annotations.NullMarked;
