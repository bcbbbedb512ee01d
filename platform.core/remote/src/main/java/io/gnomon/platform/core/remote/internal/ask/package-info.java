/** Asks other servers for samples beside those of the store (remote read, decision 0103). */
@NullMarked
package io.gnomon.platform.core.remote.internal.ask;

import org.jspecify.annotations.NullMarked;
