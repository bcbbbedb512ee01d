/**
 * Finds targets that are registered in ZooKeeper: {@code serverset_sd_configs}, {@code
 * nerve_sd_configs}.
 */
@NullMarked
package io.gnomon.discovery.zookeeper;

import org.jspecify.annotations.NullMarked;
