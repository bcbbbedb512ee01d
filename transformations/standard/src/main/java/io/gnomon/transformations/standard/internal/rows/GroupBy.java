package io.gnomon.transformations.standard.internal.rows;

import io.gnomon.model.frame.Calculation;
import io.gnomon.model.frame.DataFrame;
import io.gnomon.model.frame.Field;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.transformation.TransformationFactory;
import io.gnomon.transformations.standard.internal.Frames;
import io.gnomon.transformations.standard.internal.StandardTransformation;

import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * "groupBy": one row for each combination of values of some fields, with calculations of others.
 */
@Component(service = TransformationFactory.class)
public final class GroupBy extends StandardTransformation<GroupBy.Options> {
    public GroupBy() {
        super("groupBy", Options.class);
    }

    @Doc("Groups rows by values and sums up the others")
    public record Options(
            @Doc("What is done with each field; others are left out") Map<String, Use> fields) {}

    public record Use(
            @Doc("Calculations, such as mean") List<String> aggregations,
            @Doc("Whether rows are grouped by it") @Nullable Operation operation) {
        public Use {
            aggregations.forEach(id -> Calculation.named(id));
        }
    }

    public enum Operation {
        GROUPBY,
        AGGREGATE
    }

    @Override
    protected List<DataFrame> apply(List<DataFrame> frames, Options chosen) {
        return frames.stream().map(frame -> grouped(frame, chosen)).toList();
    }

    /** Frames without a field to group by stay as they are. */
    static DataFrame grouped(DataFrame frame, Options chosen) {
        List<Field> keys = new ArrayList<>();
        for (Field field : frame.fields()) {
            Use use = use(chosen, field);
            if (use != null && use.operation() == Operation.GROUPBY) {
                keys.add(field);
            }
        }
        if (keys.isEmpty()) {
            return frame;
        }
        List<int[]> groups = Groups.of(frame.rows(), keys);
        int[] first = groups.stream().mapToInt(rows -> rows[0]).toArray();
        List<Field> fields = new ArrayList<>();
        keys.forEach(key -> fields.add(key.withColumn(key.column().rows(first))));
        for (Field field : frame.fields()) {
            Use use = use(chosen, field);
            if (use != null && use.operation() == Operation.AGGREGATE) {
                for (String id : use.aggregations()) {
                    fields.add(Groups.calculated(field, groups, Calculation.named(id)));
                }
            }
        }
        return Frames.table(List.of(frame), fields);
    }

    private static @Nullable Use use(Options chosen, Field field) {
        Use shown = chosen.fields().get(field.shownName());
        return shown == null ? chosen.fields().get(field.name()) : shown;
    }
}
