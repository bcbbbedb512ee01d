package io.gnomon.exporters.blackbox.internal.config;

/** Which kind of address to prefer. */
public enum IpProtocol {
    IP4,
    IP6
}
