/**
 * The newest samples in memory. One thread (the log's) changes it; readers follow published lengths
 * and sequence numbers and take no lock. Start with {@link
 * io.gnomon.platform.tsdb.internal.head.Head}.
 */
@NullMarked
package io.gnomon.platform.tsdb.internal.head;

import org.jspecify.annotations.NullMarked;
