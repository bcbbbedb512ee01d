package io.gnomon.discovery.registries.internal;

import io.gnomon.platform.core.config.internal.settings.RecordBinder;
import io.gnomon.platform.testkit.discovery.Asking;

/** What the tests of this bundle share. */
final class Registries {
    static final Asking ASK = new Asking(new RecordBinder());

    private Registries() {}
}
