/**
 * For testing channels. Start with {@link io.gnomon.platform.testkit.channel.ChannelContractTest}.
 */
@NullMarked
package io.gnomon.platform.testkit.channel;

import org.jspecify.annotations.NullMarked;
