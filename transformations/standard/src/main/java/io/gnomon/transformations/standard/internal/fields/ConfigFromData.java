package io.gnomon.transformations.standard.internal.fields;

import io.gnomon.model.frame.Calculation;
import io.gnomon.model.frame.DataFrame;
import io.gnomon.model.frame.Field;
import io.gnomon.model.frame.FieldType;
import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.common.Key;
import io.gnomon.spi.transformation.TransformationFactory;
import io.gnomon.transformations.standard.internal.Frames;
import io.gnomon.transformations.standard.internal.StandardTransformation;
import io.gnomon.transformations.standard.internal.TextPattern;

import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** "configFromData": the answer of one query configures the fields of the others. */
@Component(service = TransformationFactory.class)
public final class ConfigFromData extends StandardTransformation<ConfigFromData.Options> {
    public ConfigFromData() {
        super("configFromData", Options.class);
    }

    @Doc("Configures fields by the answer of a query")
    public record Options(
            @Doc("Letter of the query") @Key("configRefId") @Default("config") String configRefId,
            @Doc("Which setting each field gives") List<Hints.Mapping> mappings,
            @Doc("The fields that are configured; none: all numbers") @Key("applyTo")
                    Target applyTo) {}

    /** Fields, in the way of overrides. */
    public record Target(@Default("byType") Matcher id, @Default("number") String options) {
        public Target {
            if (id == Matcher.BY_REGEXP) {
                var _ = TextPattern.of(options);
            }
        }

        private boolean means(Field field, DataFrame frame) {
            return switch (id) {
                case BY_NAME -> Frames.isCalled(field, options);
                case BY_REGEXP -> TextPattern.of(options).finds(field.shownName());
                case BY_TYPE -> options.equals(name(field.column().type()));
                case NUMERIC -> field.column().type() == FieldType.NUMBER;
                case BY_FRAME_REF_ID -> options.equals(frame.refId());
            };
        }

        private static String name(FieldType type) {
            return switch (type) {
                case TIME -> "time";
                case NUMBER -> "number";
                case TEXT -> "string";
                case BOOLEAN -> "boolean";
                case JSON -> "other";
            };
        }
    }

    public enum Matcher {
        @Key("byName")
        BY_NAME,
        @Key("byRegexp")
        BY_REGEXP,
        @Key("byType")
        BY_TYPE,
        @Key("numeric")
        NUMERIC,
        @Key("byFrameRefID")
        BY_FRAME_REF_ID
    }

    @Override
    protected List<DataFrame> apply(List<DataFrame> frames, Options chosen) {
        DataFrame config =
                frames.stream()
                        .filter(frame -> frame.refId().equals(chosen.configRefId()))
                        .findFirst()
                        .orElse(null);
        if (config == null) {
            return frames;
        }
        Map<String, Object> hints = hints(config, chosen.mappings());
        List<DataFrame> configured = new ArrayList<>();
        for (DataFrame frame : frames) {
            if (!frame.refId().equals(chosen.configRefId())) {
                configured.add(
                        frame.withFields(
                                frame.fields().stream()
                                        .map(field ->
                                                chosen.applyTo().means(field, frame)
                                                        ? configured(field, hints)
                                                        : field)
                                        .toList()));
            }
        }
        return configured;
    }

    private static Field configured(Field field, Map<String, Object> hints) {
        Map<String, Object> merged = new HashMap<>(field.config());
        merged.putAll(hints);
        return new Field(field.name(), field.column(), field.labels(), merged);
    }

    private static Map<String, Object> hints(DataFrame config, List<Hints.Mapping> mappings) {
        Map<String, Object> hints = new HashMap<>();
        Map<String, List<@Nullable Object>> tables = new HashMap<>();
        for (Field field : config.fields()) {
            String handler = Hints.handler(field.shownName(), mappings);
            if (handler.startsWith("mappings.")) {
                tables.put(handler, values(field));
            } else {
                String reducer =
                        mappings.stream()
                                .filter(mapping -> mapping.fieldName().equals(field.shownName()))
                                .map(Hints.Mapping::reducerId)
                                .findFirst()
                                .orElse("lastNotNull");
                Hints.put(hints, handler, Calculation.named(reducer).apply(field.column()));
            }
        }
        List<@Nullable Object> values = tables.get("mappings.value");
        if (values != null) {
            hints.put(
                    "mappings",
                    Hints.valueMappings(
                            values, tables.get("mappings.text"), tables.get("mappings.color")));
        }
        return hints;
    }

    private static List<@Nullable Object> values(Field field) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int row = 0; row < field.column().size(); row++) {
            values.add(field.column().value(row));
        }
        return values;
    }
}
