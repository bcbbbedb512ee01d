package io.gnomon.exporters.node.internal.host;

import io.gnomon.spi.common.NativeCalls;

import java.time.InstantSource;

/** What collectors ask. */
public record Host(HostFiles files, NativeCalls calls, InstantSource clock, Platform platform) {}
