package io.gnomon.transformations.standard.internal.fields;

import io.gnomon.model.frame.Calculation;
import io.gnomon.model.frame.Cells;
import io.gnomon.model.frame.Columns;
import io.gnomon.model.frame.DataFrame;
import io.gnomon.model.frame.Field;
import io.gnomon.model.frame.Field.Column;
import io.gnomon.model.frame.FieldType;
import io.gnomon.spi.settings.SettingsNode;
import io.gnomon.spi.settings.SettingsNode.Entry;
import io.gnomon.spi.settings.SettingsNode.Mapping;
import io.gnomon.spi.settings.SettingsNode.Scalar;
import io.gnomon.transformations.standard.internal.Frames;
import io.gnomon.transformations.standard.internal.fields.CalculateField.Alignment;
import io.gnomon.transformations.standard.internal.fields.CalculateField.Options;
import io.gnomon.transformations.standard.internal.fields.CalculateField.Running;
import io.gnomon.transformations.standard.internal.fields.CalculateField.SizeMode;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;

/** Calculates a field of a frame; null where a field that it needs is not there. */
final class RowArithmetic {
    private final DataFrame frame;

    RowArithmetic(DataFrame frame) {
        this.frame = frame;
    }

    @Nullable Field of(Options chosen) {
        return switch (chosen.mode()) {
            case REDUCE_ROW -> reduced(chosen.reduce());
            case BINARY -> binary(chosen.binary());
            case UNARY -> unary(chosen.unary());
            case CUMULATIVE -> cumulative(chosen.cumulative());
            case WINDOW -> moving(chosen.window());
            case INDEX -> field("Row", row -> row);
        };
    }

    /** A field of numbers; NaN is a row without value. */
    private Field field(String name, IntToDoubleFunction of) {
        double[] values = new double[frame.rows()];
        boolean[] missing = new boolean[values.length];
        for (int row = 0; row < values.length; row++) {
            values[row] = of.applyAsDouble(row);
            missing[row] = Double.isNaN(values[row]);
        }
        return new Field(name, new Column.Numbers(values, missing));
    }

    private @Nullable Field reduced(CalculateField.ReduceRow options) {
        Calculation calculation = Calculation.named(options.reducer());
        List<Field> fields =
                frame.fields().stream()
                        .filter(field -> field.column().type() == FieldType.NUMBER)
                        .filter(field ->
                                options.include().isEmpty()
                                        || options.include().stream()
                                                .anyMatch(name -> Frames.isCalled(field, name)))
                        .toList();
        if (fields.isEmpty()) {
            return null;
        }
        List<@Nullable Object> values = new ArrayList<>();
        FieldType type = calculation.typeFor(fields.get(0).column());
        for (int row = 0; row < frame.rows(); row++) {
            List<@Nullable Object> cells = new ArrayList<>();
            for (Field field : fields) {
                cells.add(field.column().value(row));
            }
            values.add(calculation.apply(Columns.of(FieldType.NUMBER, cells)));
        }
        return new Field(calculation.title(), Columns.of(type, values));
    }

    /** One side of an operator: numbers, and what they are called. */
    private record Side(String name, IntToDoubleFunction values) {}

    private @Nullable Field binary(CalculateField.Binary options) {
        Side left = side(options.left());
        Side right = side(options.right());
        if (left == null || right == null) {
            return null;
        }
        Arithmetic.Binary operator = options.operator();
        return field(
                left.name() + " " + operator.sign() + " " + right.name(),
                row ->
                        operator.of(
                                left.values().applyAsDouble(row),
                                right.values().applyAsDouble(row)));
    }

    private @Nullable Side side(@Nullable SettingsNode node) {
        return switch (node) {
            case Scalar scalar -> side(scalar.text());
            case Mapping mapping -> side(mapping);
            case SettingsNode.Sequence list -> null;
            case null -> null;
        };
    }

    private @Nullable Side side(Mapping mapping) {
        for (Entry entry : mapping.entries()) {
            if (entry.key().equals("fixed") && entry.value() instanceof Scalar fixed) {
                return side(fixed.text());
            }
            if (entry.key().equals("matcher") && entry.value() instanceof Mapping matcher) {
                return matched(matcher);
            }
        }
        return null;
    }

    private @Nullable Side matched(Mapping matcher) {
        String id = "";
        String options = "";
        for (Entry entry : matcher.entries()) {
            if (entry.value() instanceof Scalar scalar) {
                id = entry.key().equals("id") ? scalar.text() : id;
                options = entry.key().equals("options") ? scalar.text() : options;
            }
        }
        if (!id.equals("byName")) {
            throw new IllegalArgumentException(
                    "calculateField finds the fields of an operator by name, not by \"%s\""
                            .formatted(id));
        }
        return side(options);
    }

    private @Nullable Side side(String text) {
        Field field = Frames.field(frame, text);
        if (field != null) {
            return new Side(text, row -> Cells.number(field.column().value(row)));
        }
        double fixed = Cells.number(text);
        return Double.isNaN(fixed) ? null : new Side(text, row -> fixed);
    }

    private @Nullable Field unary(CalculateField.Unary options) {
        Field field = Frames.field(frame, options.fieldName());
        return field == null
                ? null
                : field(
                        "%s(%s)"
                                .formatted(
                                        options.operator().name().toLowerCase(Locale.ROOT),
                                        options.fieldName()),
                        row -> options.operator().of(Cells.number(field.column().value(row))));
    }

    /** Rows without a number do not count and carry on what is there. */
    private @Nullable Field cumulative(CalculateField.Cumulative options) {
        Field field = Frames.field(frame, options.field());
        if (field == null) {
            return null;
        }
        double[] running = new double[frame.rows()];
        double sum = 0;
        int count = 0;
        for (int row = 0; row < running.length; row++) {
            double value = Cells.number(field.column().value(row));
            if (!Double.isNaN(value)) {
                sum += value;
                count++;
            }
            running[row] = options.reducer() == Running.SUM ? sum : sum / Math.max(1, count);
        }
        String what = options.reducer().name().toLowerCase(Locale.ROOT);
        return field("cumulative %s(%s)".formatted(what, options.field()), row -> running[row]);
    }

    private @Nullable Field moving(CalculateField.Window options) {
        Field field = Frames.field(frame, options.field());
        if (field == null) {
            return null;
        }
        Calculation calculation = options.reducer().calculation();
        double rows =
                options.sizeMode() == SizeMode.FIXED
                        ? options.size()
                        : options.size() * frame.rows();
        int size = Math.clamp(Math.round(rows), 1, Math.max(1, frame.rows()));
        boolean centered = options.alignment() == Alignment.CENTERED;
        String where = centered ? "centered" : "trailing";
        return field(
                "%s moving %s(%s)".formatted(where, calculation.id(), options.field()),
                row -> {
                    int from = centered ? row - size / 2 : row - size + 1;
                    int[] window = rows(from, from + size);
                    return Cells.number(calculation.apply(field.column().rows(window)));
                });
    }

    /** The rows of a window that there are. */
    private int[] rows(int from, int to) {
        int[] rows = new int[Math.max(0, Math.min(to, frame.rows()) - Math.max(0, from))];
        Arrays.setAll(rows, i -> Math.max(0, from) + i);
        return rows;
    }
}
