/** Sub-commands on configuration files; see decision 0028. */
@NullMarked
package io.gnomon.platform.core.config.internal.tools;

import org.jspecify.annotations.NullMarked;
