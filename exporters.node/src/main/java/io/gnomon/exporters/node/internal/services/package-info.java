/** Services of the host and sessions of its users, as systemd tells them over D-Bus. */
@NullMarked
package io.gnomon.exporters.node.internal.services;

import org.jspecify.annotations.NullMarked;
