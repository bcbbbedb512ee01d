package io.gnomon.platform.core.dashboards.internal.panel;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;

import io.gnomon.model.frame.DataFrame;
import io.gnomon.model.frame.Field;
import io.gnomon.model.frame.Field.Column;
import io.gnomon.model.labels.Labels;
import io.gnomon.platform.core.dashboards.internal.Json;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes the PanelAnswer of docs/guide/gnomon-api.md. */
final class FrameJson {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final JsonGenerator out;

    private FrameJson(JsonGenerator out) {
        this.out = out;
    }

    /**
     * What went wrong in a panel.
     *
     * @param refId letter of the query, empty for the whole panel
     */
    record Problem(String refId, String message) {}

    /**
     * One line.
     *
     * @param span that was asked for, null when nothing could be
     * @param intervalMillis distance of points
     */
    static String answer(
            int panelId,
            List<DataFrame> frames,
            List<Problem> problems,
            @Nullable PanelSpan span,
            long intervalMillis) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = FACTORY.createGenerator(text)) {
            FrameJson json = new FrameJson(out);
            out.writeStartObject();
            out.writeNumberField("panelId", panelId);
            out.writeArrayFieldStart("frames");
            for (DataFrame frame : frames) {
                json.frame(frame);
            }
            out.writeEndArray();
            out.writeArrayFieldStart("errors");
            for (Problem problem : problems) {
                out.writeStartObject();
                out.writeStringField("refId", problem.refId());
                out.writeStringField("message", problem.message());
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeNumberField("intervalMs", intervalMillis);
            if (span != null) {
                out.writeNumberField("from", span.fromMillis());
                out.writeNumberField("to", span.toMillis());
            }
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private void frame(DataFrame frame) throws IOException {
        out.writeStartObject();
        out.writeStringField("refId", frame.refId());
        out.writeStringField("name", frame.name());
        out.writeStringField("kind", frame.kind().name().toLowerCase(Locale.ROOT).replace("_", ""));
        out.writeNumberField("rows", frame.rows());
        out.writeArrayFieldStart("notices");
        for (DataFrame.Notice notice : frame.notices()) {
            out.writeStartObject();
            out.writeStringField("severity", notice.severity().name().toLowerCase(Locale.ROOT));
            out.writeStringField("text", notice.text());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeArrayFieldStart("fields");
        for (Field field : frame.fields()) {
            field(field);
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private void field(Field field) throws IOException {
        out.writeStartObject();
        out.writeStringField("name", field.name());
        out.writeStringField("type", type(field.column()));
        out.writeObjectFieldStart("labels");
        Labels labels = field.labels();
        for (int i = 0; i < labels.size(); i++) {
            out.writeStringField(labels.name(i), labels.value(i));
        }
        out.writeEndObject();
        out.writeFieldName("config");
        value(field.config());
        switch (field.column()) {
            case Column.Time time -> times(time);
            case Column.Numbers numbers -> numbers(numbers);
            case Column.Texts texts -> values(texts.values());
            case Column.Booleans booleans -> values(booleans.values());
            case Column.Json json -> rawValues(json.values());
        }
        out.writeEndObject();
    }

    private static String type(Column column) {
        return switch (column) {
            case Column.Time time -> "time";
            case Column.Numbers numbers -> "number";
            case Column.Texts texts -> "string";
            case Column.Booleans booleans -> "boolean";
            case Column.Json json -> "json";
        };
    }

    private void times(Column.Time column) throws IOException {
        if (column.missing() != null) {
            out.writeArrayFieldStart("values");
            for (int row = 0; row < column.size(); row++) {
                value(column.value(row));
            }
            out.writeEndArray();
            return;
        }
        long[] times = column.values();
        long distance = times.length > 1 ? times[1] - times[0] : 0;
        boolean even = times.length > 0;
        for (int i = 1; even && i < times.length; i++) {
            even = times[i] - times[i - 1] == distance;
        }
        if (even) {
            out.writeNumberField("t0", times[0]);
            out.writeNumberField("dt", distance);
            out.writeNumberField("n", times.length);
        } else {
            out.writeFieldName("values");
            out.writeArray(times, 0, times.length);
        }
    }

    private void numbers(Column.Numbers numbers) throws IOException {
        double[] values = numbers.values();
        ByteBuffer bytes =
                ByteBuffer.allocate(values.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asDoubleBuffer().put(values);
        out.writeBinaryField("f64", bytes.array());
        boolean[] missing = numbers.missing();
        if (missing != null) {
            byte[] flags = new byte[missing.length];
            for (int i = 0; i < missing.length; i++) {
                flags[i] = (byte) (missing[i] ? 1 : 0);
            }
            out.writeBinaryField("missing", flags);
        }
    }

    private void values(@Nullable Object[] values) throws IOException {
        out.writeArrayFieldStart("values");
        for (Object value : values) {
            value(value);
        }
        out.writeEndArray();
    }

    private void rawValues(@Nullable String[] values) throws IOException {
        out.writeArrayFieldStart("values");
        for (String value : values) {
            if (value == null) {
                out.writeNull();
            } else {
                out.writeRawValue(Json.onOneLine(value));
            }
        }
        out.writeEndArray();
    }

    /** A hint of a data source: texts, numbers, booleans, lists and maps of them. */
    private void value(@Nullable Object value) throws IOException {
        switch (value) {
            case null -> out.writeNull();
            case Map<?, ?> map -> {
                out.writeStartObject();
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    out.writeFieldName(String.valueOf(entry.getKey()));
                    value(entry.getValue());
                }
                out.writeEndObject();
            }
            case Iterable<?> items -> {
                out.writeStartArray();
                for (Object item : items) {
                    value(item);
                }
                out.writeEndArray();
            }
            case Boolean flag -> out.writeBoolean(flag);
            case Integer number -> out.writeNumber(number);
            case Long number -> out.writeNumber(number);
            case Number number -> out.writeNumber(number.doubleValue());
            default -> out.writeString(value.toString());
        }
    }
}
