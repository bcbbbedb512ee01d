package io.gnomon.platform.core.config.internal.settings;

import io.gnomon.platform.core.config.internal.text.YamlReader;
import io.gnomon.spi.common.ByteSize;
import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.FilePath;
import io.gnomon.spi.common.Inline;
import io.gnomon.spi.common.Key;
import io.gnomon.spi.common.Limit;
import io.gnomon.spi.common.RawText;
import io.gnomon.spi.settings.SettingsException;
import io.gnomon.spi.settings.SettingsNode;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Locale;
import java.util.Map;

/**
 * A component of a settings record.
 *
 * @param key its name in configuration files
 * @param usual the {@link Default}, null when there is none
 */
record Component(
        RecordComponent declared,
        String key,
        Type type,
        boolean nullable,
        @Nullable SettingsNode usual,
        @Nullable Limit limit,
        boolean byteSize,
        boolean filePath,
        boolean rawText,
        boolean inline) {

    static Component of(RecordComponent declared, boolean nullable) {
        Key key = declared.getAnnotation(Key.class);
        Default usual = declared.getAnnotation(Default.class);
        return new Component(
                declared,
                key == null ? snakeCase(declared.getName()) : key.value(),
                declared.getGenericType(),
                nullable,
                usual == null ? null : parse(declared, usual),
                declared.getAnnotation(Limit.class),
                declared.isAnnotationPresent(ByteSize.class),
                declared.isAnnotationPresent(FilePath.class),
                declared.isAnnotationPresent(RawText.class),
                declared.isAnnotationPresent(Inline.class));
    }

    /** An inline map takes the keys that no other component has. */
    boolean takesOtherKeys() {
        return inline && declared.getType() == Map.class;
    }

    private static SettingsNode parse(RecordComponent declared, Default usual) {
        try {
            return usual.value().isEmpty()
                    ? new SettingsNode.Scalar("", true, SettingsNode.empty().position())
                    : YamlReader.read("", usual.value());
        } catch (SettingsException e) {
            throw new IllegalArgumentException(
                    "the default of " + declared + " is not YAML: " + e.getMessage(), e);
        }
    }

    private static String snakeCase(String camelCase) {
        return camelCase.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }
}
