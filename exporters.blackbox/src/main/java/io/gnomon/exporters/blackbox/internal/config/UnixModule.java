package io.gnomon.exporters.blackbox.internal.config;

import io.gnomon.spi.common.TlsSettings;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Options of the prober unix. */
public record UnixModule(
        List<QueryStep> queryResponse, boolean tls, @Nullable TlsSettings tlsConfig) {}
