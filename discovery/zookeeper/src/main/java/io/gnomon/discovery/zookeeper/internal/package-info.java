/** The two factories, and trees of nodes that are watched. */
@NullMarked
package io.gnomon.discovery.zookeeper.internal;

import org.jspecify.annotations.NullMarked;
