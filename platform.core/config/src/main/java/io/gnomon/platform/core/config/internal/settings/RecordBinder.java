package io.gnomon.platform.core.config.internal.settings;

import io.gnomon.platform.core.config.internal.text.JsonReader;
import io.gnomon.platform.core.config.internal.text.JsonText;
import io.gnomon.platform.core.config.internal.text.YamlReader;
import io.gnomon.platform.core.config.internal.text.YamlWriter;
import io.gnomon.spi.settings.SettingsBinder;
import io.gnomon.spi.settings.SettingsException;
import io.gnomon.spi.settings.SettingsNode;

import org.osgi.service.component.annotations.Component;

import java.util.List;
import java.util.function.Function;

/** The binder as a service. */
@Component
public final class RecordBinder implements SettingsBinder {
    @Override
    public <S extends Record> S bind(SettingsNode node, Class<S> type) throws SettingsException {
        return Binding.bind(node, type, Function.identity());
    }

    @Override
    public <S extends Record> S bind(
            SettingsNode node, Class<S> type, Function<String, String> replace)
            throws SettingsException {
        return Binding.bind(node, type, replace);
    }

    /** Keys that a mapping of the type may have. */
    public List<String> keys(Class<? extends Record> type) {
        return RecordShape.of(type).keys();
    }

    @Override
    public String schema(Class<? extends Record> type) {
        return SchemaText.of(type);
    }

    @Override
    public SettingsNode withoutSecrets(SettingsNode node, Class<? extends Record> type) {
        return HiddenSecrets.in(node, type);
    }

    @Override
    public SettingsNode parseJson(String json) throws SettingsException {
        return JsonReader.read(json);
    }

    @Override
    public SettingsNode parseYaml(String file, String yaml) throws SettingsException {
        return YamlReader.read(file, yaml);
    }

    @Override
    public String toJson(SettingsNode node) {
        return JsonText.write(node);
    }

    @Override
    public String toYaml(SettingsNode node) {
        return YamlWriter.write(node);
    }
}
