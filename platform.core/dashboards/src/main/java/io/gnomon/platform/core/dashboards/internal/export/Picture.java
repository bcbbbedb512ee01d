package io.gnomon.platform.core.dashboards.internal.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gnomon.model.frame.Calculation;
import io.gnomon.model.frame.DataFrame;
import io.gnomon.model.frame.Field;
import io.gnomon.model.frame.FieldType;
import io.gnomon.model.query.QueryResult.Series;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.platform.core.dashboards.RequestRefused;
import io.gnomon.platform.core.dashboards.RequestRefused.Kind;
import io.gnomon.platform.core.drawing.Drawing;
import io.gnomon.platform.core.drawing.Graph;
import io.gnomon.platform.core.drawing.Sheet;
import io.gnomon.platform.core.drawing.Tiles;

import org.jspecify.annotations.Nullable;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Draws a panel's frames: time series as lines, stat as its values, table as its first rows.
 *
 * @param panel its JSON
 * @param title with variables filled in
 */
record Picture(
        ObjectNode panel,
        String title,
        List<DataFrame> frames,
        long fromMillis,
        long toMillis,
        long stepMillis,
        ZoneId zone) {
    /** More lines would hide each other, and their names the picture. */
    private static final int LINES_MAX = 50;

    byte[] png(int width, int height) throws RequestRefused {
        String type = panel.path("type").asText();
        return switch (type) {
            case "timeseries" -> Drawing.png(graph(), width, height);
            case "stat" -> Drawing.png(tiles(), width, height);
            case "table" -> Drawing.png(sheet(), width, height);
            default ->
                    throw new RequestRefused(
                            Kind.INVALID,
                            "the server draws panels of the types timeseries, stat and table; a picture of \"%s\" comes from the page"
                                    .formatted(type));
        };
    }

    private FieldLook look(Field field, DataFrame frame) {
        return FieldLook.of(field, frame, panel.path("fieldConfig"), zone);
    }

    private Graph graph() {
        List<Series> lines = new ArrayList<>();
        List<String> names = new ArrayList<>();
        FieldLook axis = null;
        for (DataFrame frame : frames) {
            Field time = first(frame, FieldType.TIME);
            for (Field field : frame.fields()) {
                FieldLook look = look(field, frame);
                boolean drawn = field.column().type() == FieldType.NUMBER && !look.isHidden();
                if (time != null && drawn && lines.size() < LINES_MAX) {
                    lines.add(new Series(field.labels(), samples(time, field)));
                    names.add(look.name());
                    axis = axis == null ? look : axis;
                }
            }
        }
        FieldLook unit = axis;
        return new Graph(
                title,
                fromMillis,
                Math.max(toMillis, fromMillis + 1),
                stepMillis,
                zone,
                lines,
                OptionalDouble.empty(),
                names,
                unit == null ? null : axis(unit));
    }

    private static Graph.Unit axis(FieldLook look) {
        return new Graph.Unit() {
            @Override
            public String text(double value) {
                return look.number(value);
            }

            @Override
            public double step(double rough) {
                return look.step(rough);
            }
        };
    }

    private static SampleColumn samples(Field time, Field field) {
        SampleColumn samples = new SampleColumn(field.column().size());
        for (int row = 0; row < field.column().size(); row++) {
            if (field.column().value(row) instanceof Double value
                    && time.column().value(row) instanceof Long at) {
                samples.add(at, value);
            }
        }
        return samples;
    }

    private static @Nullable Field first(DataFrame frame, FieldType type) {
        return frame.fields().stream()
                .filter(field -> field.column().type() == type)
                .findFirst()
                .orElse(null);
    }

    private Tiles tiles() {
        JsonNode options = panel.at("/options/reduceOptions");
        String calc = options.path("calcs").path(0).asText("lastNotNull");
        List<Tiles.Tile> tiles = new ArrayList<>();
        for (DataFrame frame : frames) {
            for (Field field : frame.fields()) {
                FieldLook look = look(field, frame);
                if (field.column().type() != FieldType.NUMBER || look.isHidden()) {
                    continue;
                }
                List<@Nullable Object> values = new ArrayList<>();
                if (options.path("values").asBoolean()) {
                    for (int row = 0; row < frame.rows(); row++) {
                        values.add(field.column().value(row));
                    }
                } else {
                    values.add(Calculation.named(calc).apply(field.column()));
                }
                for (Object value : values) {
                    tiles.add(new Tiles.Tile(look.name(), look.text(value), look.color(value)));
                }
            }
        }
        boolean named = tiles.size() > 1 || panel.at("/options/textMode").asText().contains("name");
        return new Tiles(
                title,
                tiles.stream()
                        .limit(LINES_MAX)
                        .map(tile -> named ? tile : new Tiles.Tile("", tile.value(), tile.rgb()))
                        .toList());
    }

    private Sheet sheet() {
        DataFrame frame =
                frames.isEmpty()
                        ? new DataFrame("", "", DataFrame.Kind.TABLE, 0, List.of(), List.of())
                        : frames.get(
                                Math.clamp(
                                        panel.at("/options/frameIndex").asInt(),
                                        0,
                                        frames.size() - 1));
        List<Sheet.Column> columns = new ArrayList<>();
        List<List<String>> rows = new ArrayList<>();
        for (int row = 0; row < frame.rows(); row++) {
            rows.add(new ArrayList<>());
        }
        for (Field field : frame.fields()) {
            FieldLook look = look(field, frame);
            if (!look.isHidden()) {
                columns.add(
                        new Sheet.Column(look.name(), field.column().type() == FieldType.NUMBER));
                for (int row = 0; row < frame.rows(); row++) {
                    rows.get(row).add(look.text(field.column().value(row)));
                }
            }
        }
        return new Sheet(title, columns, rows);
    }
}
