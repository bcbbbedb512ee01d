/**
 * Finds targets in containers: {@code kubernetes_sd_configs}, {@code docker_sd_configs}, {@code
 * dockerswarm_sd_configs}.
 */
@NullMarked
package io.gnomon.discovery.containers;

import org.jspecify.annotations.NullMarked;
