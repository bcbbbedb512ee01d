package io.gnomon.transformations.standard.internal.rows;

import io.gnomon.model.frame.DataFrame;
import io.gnomon.model.frame.Field;
import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.common.Form;
import io.gnomon.spi.common.Key;
import io.gnomon.spi.transformation.TransformationFactory;
import io.gnomon.transformations.standard.internal.Frames;
import io.gnomon.transformations.standard.internal.StandardTransformation;

import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** "filterByValue": keeps or leaves out the rows that meet conditions. */
@Component(service = TransformationFactory.class)
public final class FilterByValue extends StandardTransformation<FilterByValue.Options> {
    public FilterByValue() {
        super("filterByValue", Options.class);
    }

    @Doc("Keeps or leaves out rows by their values")
    public record Options(
            @Doc("Whether the rows that match are kept or left out")
                    @Default("include")
                    @Form(widget = "radio")
                    Effect type,
            @Doc("Whether one condition is enough") @Default("any") @Form(widget = "radio")
                    Match match,
            @Doc("Conditions; none: all rows stay") List<Filter> filters) {}

    public enum Effect {
        INCLUDE,
        EXCLUDE
    }

    public enum Match {
        ANY,
        ALL
    }

    public record Filter(
            @Doc("Name of the field") @Key("fieldName") @Form(widget = "fieldName")
                    @Nullable String fieldName,
            ValueCondition config) {}

    @Override
    protected List<DataFrame> apply(List<DataFrame> frames, Options chosen) {
        return frames.stream().map(frame -> filtered(frame, chosen)).toList();
    }

    /** Frames without any of the fields stay as they are. */
    private static DataFrame filtered(DataFrame frame, Options chosen) {
        List<IntPredicate> conditions = new ArrayList<>();
        for (Filter filter : chosen.filters()) {
            Field field =
                    filter.fieldName() == null ? null : Frames.field(frame, filter.fieldName());
            if (field != null) {
                conditions.add(row -> filter.config().holds(field.column().value(row)));
            }
        }
        if (conditions.isEmpty()) {
            return frame;
        }
        IntPredicate met =
                row ->
                        chosen.match() == Match.ANY
                                ? conditions.stream().anyMatch(condition -> condition.test(row))
                                : conditions.stream().allMatch(condition -> condition.test(row));
        return frame.withRows(
                IntStream.range(0, frame.rows())
                        .filter(row -> met.test(row) == (chosen.type() == Effect.INCLUDE))
                        .toArray());
    }
}
