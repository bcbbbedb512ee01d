package io.gnomon.transformations.standard.internal.rows;

import io.gnomon.model.frame.Cells;
import io.gnomon.model.frame.DataFrame;
import io.gnomon.model.frame.Field;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.common.Form;
import io.gnomon.spi.transformation.TransformationFactory;
import io.gnomon.transformations.standard.internal.Frames;
import io.gnomon.transformations.standard.internal.StandardTransformation;

import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** "sortBy": orders the rows of each frame; rows without a value stay last either way. */
@Component(service = TransformationFactory.class)
public final class SortBy extends StandardTransformation<SortBy.Options> {
    public SortBy() {
        super("sortBy", Options.class);
    }

    @Doc("Orders the rows")
    public record Options(@Doc("Fields, the most important one first") List<Order> sort) {}

    public record Order(
            @Doc("Name of the field") @Form(widget = "fieldName") @Nullable String field,
            @Doc("The largest first") boolean desc) {}

    @Override
    protected List<DataFrame> apply(List<DataFrame> frames, Options chosen) {
        return frames.stream().map(frame -> sorted(frame, chosen.sort())).toList();
    }

    private static DataFrame sorted(DataFrame frame, List<Order> orders) {
        Comparator<Integer> comparator = null;
        for (Order order : orders) {
            Field field = order.field() == null ? null : Frames.field(frame, order.field());
            if (field != null) {
                Comparator<Integer> next = comparator(field, order.desc());
                comparator = comparator == null ? next : comparator.thenComparing(next);
            }
        }
        if (comparator == null) {
            return frame;
        }
        return frame.withRows(
                IntStream.range(0, frame.rows())
                        .boxed()
                        .sorted(comparator)
                        .mapToInt(Integer::intValue)
                        .toArray());
    }

    private static Comparator<Integer> comparator(Field field, boolean desc) {
        Comparator<@Nullable Object> order = desc ? Cells.ORDER.reversed() : Cells.ORDER;
        return (a, b) -> {
            Object left = field.column().value(a);
            Object right = field.column().value(b);
            return left == null || right == null
                    ? Boolean.compare(left == null, right == null)
                    : order.compare(left, right);
        };
    }
}
