/** Channels: deliver notifications. Start with {@link io.gnomon.spi.channel.ChannelFactory}. */
@Export
@Version("1.2.0")
@NullMarked
package io.gnomon.spi.channel;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
