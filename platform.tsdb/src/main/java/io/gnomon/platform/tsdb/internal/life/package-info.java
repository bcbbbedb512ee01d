/**
 * The life of data behind the head: blocks are cut, merged, cleaned and dropped, and read together
 * with the head. Start with {@link io.gnomon.platform.tsdb.internal.life.Blocks} (which blocks
 * there are) and {@link io.gnomon.platform.tsdb.internal.life.StoreSnapshot} (how they are read).
 */
@NullMarked
package io.gnomon.platform.tsdb.internal.life;

import org.jspecify.annotations.NullMarked;
