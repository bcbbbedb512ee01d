package io.gnomon.platform.core.plugins.internal.install;

import io.gnomon.platform.core.plugins.internal.panel.BundleFiles;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The SHA-256 of a plugin, in hexadecimal digits. What the distribution brings is read when
 * somebody asks: its bundles stay as they are while the server runs, and reading them all took a
 * twentieth of the server's start.
 */
final class Hash {
    private final @Nullable Bundle bundle;
    private volatile @Nullable String value;

    private Hash(@Nullable Bundle bundle, @Nullable String value) {
        this.bundle = bundle;
        this.value = value;
    }

    static Hash of(String sha256) {
        return new Hash(null, sha256);
    }

    /** Of the files in a bundle. */
    static Hash ofFiles(Bundle bundle) {
        return new Hash(bundle, null);
    }

    /** By any thread; two that come first at the same time both read. */
    String value() {
        String known = value;
        if (known == null) {
            try {
                known = bundle == null ? "" : BundleFiles.digest(bundle);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            value = known;
        }
        return known;
    }
}
