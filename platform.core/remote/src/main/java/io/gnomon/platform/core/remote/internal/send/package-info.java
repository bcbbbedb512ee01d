/**
 * The sender of remote write (docs/decisions/0101). Start with {@link
 * io.gnomon.platform.core.remote.internal.send.Sender}: a {@link
 * io.gnomon.platform.core.remote.internal.send.Follower} reads what the store commits, {@link
 * io.gnomon.platform.core.remote.internal.send.Shards} hold it in bounded arrays, a {@link
 * io.gnomon.platform.core.remote.internal.send.Delivery} makes messages of it, and {@link
 * io.gnomon.platform.core.remote.internal.send.Watermark} knows what arrived.
 */
@NullMarked
package io.gnomon.platform.core.remote.internal.send;

import org.jspecify.annotations.NullMarked;
