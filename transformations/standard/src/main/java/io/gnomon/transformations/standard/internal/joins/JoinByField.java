package io.gnomon.transformations.standard.internal.joins;

import io.gnomon.model.frame.DataFrame;
import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.common.Form;
import io.gnomon.spi.common.Key;
import io.gnomon.spi.transformation.TransformationFactory;
import io.gnomon.transformations.standard.internal.Frames;
import io.gnomon.transformations.standard.internal.StandardTransformation;

import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;

import java.util.List;

/** "joinByField": one table of several that have a field in common. */
@Component(service = TransformationFactory.class)
public class JoinByField extends StandardTransformation<JoinByField.Options> {
    public JoinByField() {
        this("joinByField");
    }

    JoinByField(String name) {
        super(name, Options.class);
    }

    @Doc("Joins tables by a field")
    public record Options(
            @Doc("Name of the field; none: the time") @Key("byField") @Form(widget = "fieldName")
                    @Nullable String byField,
            @Doc("What becomes of values that not every table has") @Default("outer")
                    Join.Mode mode) {}

    @Override
    protected List<DataFrame> apply(List<DataFrame> frames, Options chosen) {
        String name = chosen.byField();
        return name == null || name.isEmpty()
                ? Join.by(frames, Join::time, chosen.mode())
                : Join.by(frames, frame -> Frames.field(frame, name), chosen.mode());
    }
}
