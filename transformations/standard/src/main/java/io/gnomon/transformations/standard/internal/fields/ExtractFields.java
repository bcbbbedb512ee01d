package io.gnomon.transformations.standard.internal.fields;

import io.gnomon.model.frame.Cells;
import io.gnomon.model.frame.DataFrame;
import io.gnomon.model.frame.Field;
import io.gnomon.model.frame.FieldType;
import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.common.Form;
import io.gnomon.spi.common.Key;
import io.gnomon.spi.transformation.TransformationFactory;
import io.gnomon.transformations.standard.internal.Frames;
import io.gnomon.transformations.standard.internal.StandardTransformation;
import io.gnomon.transformations.standard.internal.TextPattern;

import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** "extractFields": reads the texts or JSON of a field and makes fields of what they hold. */
@Component(service = TransformationFactory.class)
public final class ExtractFields extends StandardTransformation<ExtractFields.Options> {
    public ExtractFields() {
        super("extractFields", Options.class);
    }

    @Doc("Makes fields of what stands in another one")
    public record Options(
            @Doc("Name of the field that is read") @Default("") @Form(widget = "fieldName")
                    String source,
            @Doc("How it is read; auto: as JSON, else as key=value") @Default("auto") Format format,
            @Doc("Values in JSON, such as a.b[0]; none: all at the top") @Key("jsonPaths")
                    List<JsonPath> jsonPaths,
            @Doc("Regular expression with named groups") @Key("regExp") @Default("") String regExp,
            @Doc("Leaves out the old fields") boolean replace,
            @Doc("Keeps the time all the same") @Key("keepTime") boolean keepTime) {
        public Options {
            if (format == Format.REGEXP) {
                var _ = TextPattern.of(regExp);
            }
        }
    }

    public record JsonPath(
            @Doc("Way to a value") @Default("") String path,
            @Doc("Name of its field; empty: the path") @Default("") String alias) {}

    public enum Format {
        AUTO,
        JSON,
        KVP,
        @Key("regexp")
        REGEXP
    }

    @Override
    protected List<DataFrame> apply(List<DataFrame> frames, Options chosen) {
        return frames.stream().map(frame -> extracted(frame, chosen)).toList();
    }

    private static DataFrame extracted(DataFrame frame, Options chosen) {
        Field source = Frames.field(frame, chosen.source());
        if (source == null) {
            return frame;
        }
        Extraction extraction = new Extraction(chosen);
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int row = 0; row < frame.rows(); row++) {
            Object value = source.column().value(row);
            rows.add(value == null ? Map.of() : extraction.of(text(value)));
        }
        List<Field> fields = new ArrayList<>();
        for (Field field : frame.fields()) {
            boolean time = chosen.keepTime() && field.column().type() == FieldType.TIME;
            if (!chosen.replace() || time) {
                fields.add(field);
            }
        }
        fields.addAll(Extraction.fields(rows));
        return frame.withFields(fields);
    }

    private static String text(@Nullable Object value) {
        return value instanceof String text ? text : Cells.text(value);
    }
}
