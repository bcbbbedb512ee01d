package io.gnomon.platform.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.spi.common.PluginFactory;

import java.util.regex.Pattern;

/** What holds for the factory of every kind of plugin. */
public final class FactoryChecks {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    private FactoryChecks() {}

    /** Its name fits into configurations and does not change; its settings are a record. */
    public static void check(PluginFactory<?, ?> factory) {
        assertTrue(NAME.matcher(factory.name()).matches(), factory.name());
        assertEquals(factory.name(), factory.name());
        assertTrue(factory.settings().isRecord());
    }
}
