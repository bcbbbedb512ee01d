package io.gnomon.transformations.standard.internal.joins;

import io.gnomon.model.frame.DataFrame;
import io.gnomon.model.frame.Field;
import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.common.Form;
import io.gnomon.spi.common.Key;
import io.gnomon.spi.transformation.TransformationFactory;
import io.gnomon.transformations.standard.internal.Frames;
import io.gnomon.transformations.standard.internal.StandardTransformation;

import org.osgi.service.component.annotations.Component;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** "concatenate": all fields side by side in one frame; short ones have no values at the end. */
@Component(service = TransformationFactory.class)
public final class Concatenate extends StandardTransformation<Concatenate.Options> {
    public Concatenate() {
        super("concatenate", Options.class);
    }

    @Doc("Puts the fields of all frames side by side")
    public record Options(
            @Doc("Where the name of a frame goes")
                    @Key("frameNameMode")
                    @Default("field")
                    @Form(widget = "radio")
                    NameMode frameNameMode,
            @Doc("Label that holds it") @Key("frameNameLabel") @Default("frame")
                    String frameNameLabel) {}

    public enum NameMode {
        FIELD,
        LABEL,
        DROP
    }

    @Override
    protected List<DataFrame> apply(List<DataFrame> frames, Options chosen) {
        if (frames.size() < 2) {
            return frames;
        }
        int rows = frames.stream().mapToInt(DataFrame::rows).max().orElse(0);
        List<Field> fields = new ArrayList<>();
        for (DataFrame frame : frames) {
            int[] order = new int[rows];
            Arrays.setAll(order, row -> row < frame.rows() ? row : -1);
            for (Field field : frame.fields()) {
                Field longer = field.withColumn(field.column().rows(order));
                fields.add(frame.name().isEmpty() ? longer : named(longer, frame.name(), chosen));
            }
        }
        return List.of(Frames.table(frames, Frames.withOwnNames(fields)));
    }

    private static Field named(Field field, String frame, Options chosen) {
        return switch (chosen.frameNameMode()) {
            case DROP -> field;
            case FIELD ->
                    new Field(
                            frame + " · " + field.name(),
                            field.column(),
                            field.labels(),
                            field.config());
            case LABEL ->
                    new Field(
                            field.name(),
                            field.column(),
                            field.labels().with(chosen.frameNameLabel(), frame),
                            field.config());
        };
    }
}
