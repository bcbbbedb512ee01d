/** The plugin runtime, put together; nothing here is exported, its services are of the SPI. */
@NullMarked
package io.gnomon.platform.core.plugins.internal;

import org.jspecify.annotations.NullMarked;
