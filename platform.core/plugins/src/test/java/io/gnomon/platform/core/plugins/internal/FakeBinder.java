package io.gnomon.platform.core.plugins.internal;

import io.gnomon.spi.settings.SettingsBinder;
import io.gnomon.spi.settings.SettingsException;
import io.gnomon.spi.settings.SettingsNode;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Binds records whose components are all texts; each is required. */
final class FakeBinder implements SettingsBinder {
    @Override
    public <S extends Record> S bind(SettingsNode node, Class<S> type) throws SettingsException {
        List<Object> values = new ArrayList<>();
        List<Class<?>> types = new ArrayList<>();
        for (var component : type.getRecordComponents()) {
            String value = value((SettingsNode.Mapping) node, component.getName());
            if (value == null) {
                throw new SettingsException(
                        List.of(
                                new SettingsException.Problem(
                                        "/" + component.getName(),
                                        node.position(),
                                        component.getName() + " is missing")));
            }
            values.add(value);
            types.add(component.getType());
        }
        try {
            var constructor = type.getDeclaredConstructor(types.toArray(Class[]::new));
            return constructor.newInstance(values.toArray());
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(type + " is no settings record", e);
        }
    }

    private static @Nullable String value(SettingsNode.Mapping node, String key) {
        return node.entries().stream()
                .filter(e -> e.key().equals(key))
                .map(e -> ((SettingsNode.Scalar) e.value()).text())
                .findFirst()
                .orElse(null);
    }

    @Override
    public <S extends Record> S bind(
            SettingsNode node, Class<S> type, Function<String, String> replace) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String schema(Class<? extends Record> type) {
        throw new UnsupportedOperationException();
    }

    @Override
    public SettingsNode withoutSecrets(SettingsNode node, Class<? extends Record> type) {
        throw new UnsupportedOperationException();
    }

    @Override
    public SettingsNode parseJson(String json) {
        throw new UnsupportedOperationException();
    }

    @Override
    public SettingsNode parseYaml(String file, String yaml) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String toJson(SettingsNode node) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String toYaml(SettingsNode node) {
        throw new UnsupportedOperationException();
    }
}
