/** Reads the configuration files and keeps what is in force. */
@NullMarked
package io.gnomon.platform.core.config.internal.load;

import org.jspecify.annotations.NullMarked;
