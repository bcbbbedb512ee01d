/** Servers with the same rules that tell once: membership, turns, shared silences and log. */
@NullMarked
package io.gnomon.platform.core.alerting.internal.peers;

import org.jspecify.annotations.NullMarked;
