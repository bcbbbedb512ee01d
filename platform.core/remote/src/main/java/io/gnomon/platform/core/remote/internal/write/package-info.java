/**
 * The receiver of remote write. Start with {@link
 * io.gnomon.platform.core.remote.internal.write.WriteReceiver}.
 */
@NullMarked
package io.gnomon.platform.core.remote.internal.write;

import org.jspecify.annotations.NullMarked;
