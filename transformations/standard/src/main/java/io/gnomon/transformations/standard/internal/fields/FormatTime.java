package io.gnomon.transformations.standard.internal.fields;

import io.gnomon.model.frame.Columns;
import io.gnomon.model.frame.DataFrame;
import io.gnomon.model.frame.Field;
import io.gnomon.model.text.MomentFormat;
import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.common.Form;
import io.gnomon.spi.common.Key;
import io.gnomon.spi.transformation.TransformationFactory;
import io.gnomon.transformations.standard.internal.Frames;
import io.gnomon.transformations.standard.internal.StandardTransformation;

import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** "formatTime": times as texts. */
@Component(service = TransformationFactory.class)
public final class FormatTime extends StandardTransformation<FormatTime.Options> {
    public FormatTime() {
        super("formatTime", Options.class);
    }

    /**
     * Options.
     *
     * @param timezone of the texts; "browser" and none are UTC, for the server does not know the
     *     viewer's
     */
    @Doc("Writes times as texts")
    public record Options(
            @Doc("Name of the field") @Key("timeField") @Default("Time") @Form(widget = "fieldName")
                    String timeField,
            @Doc("Format, such as YYYY-MM-DD HH:mm; empty: ISO 8601")
                    @Key("outputFormat")
                    @Default("")
                    String outputFormat,
            @Doc("Time zone, such as Europe/Berlin; empty: UTC") @Default("") String timezone) {
        public Options {
            var _ = MomentFormat.of(outputFormat);
            var _ = zone(timezone);
        }
    }

    private static ZoneId zone(String name) {
        if (name.isEmpty() || name.equals("browser") || name.equalsIgnoreCase("utc")) {
            return ZoneOffset.UTC;
        }
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "there is no time zone \"%s\"; valid are names such as Europe/Berlin, and utc"
                            .formatted(name),
                    e);
        }
    }

    @Override
    protected List<DataFrame> apply(List<DataFrame> frames, Options chosen) {
        MomentFormat format = MomentFormat.of(chosen.outputFormat());
        ZoneId zone = zone(chosen.timezone());
        return Frames.mapFields(
                frames,
                field ->
                        Frames.isCalled(field, chosen.timeField())
                                        && field.column() instanceof Field.Column.Time
                                ? formatted(field, format, zone)
                                : field);
    }

    private static Field formatted(Field field, MomentFormat format, ZoneId zone) {
        List<@Nullable String> texts = new ArrayList<>();
        for (int row = 0; row < field.column().size(); row++) {
            texts.add(
                    field.column().value(row) instanceof Long at ? format.format(at, zone) : null);
        }
        return field.withColumn(Columns.texts(texts));
    }
}
