package io.gnomon.platform.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.spi.common.PluginFactory;
import io.gnomon.spi.transformation.TransformationFactory;

import java.util.regex.Pattern;

/** What holds for the factory of every kind of plugin. */
public final class FactoryChecks {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final Pattern TRANSFORMATION = Pattern.compile("[a-z][a-zA-Z0-9]*");

    private FactoryChecks() {}

    /** Its name fits into configurations and does not change; its settings are a record. */
    public static void check(PluginFactory<?, ?> factory) {
        Pattern pattern = factory instanceof TransformationFactory<?> ? TRANSFORMATION : NAME;
        assertTrue(pattern.matcher(factory.name()).matches(), factory.name());
        assertEquals(factory.name(), factory.name());
        assertTrue(factory.settings().isRecord());
    }
}
