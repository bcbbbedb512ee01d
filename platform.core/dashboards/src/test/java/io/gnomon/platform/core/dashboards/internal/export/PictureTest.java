package io.gnomon.platform.core.dashboards.internal.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gnomon.model.frame.DataFrame;
import io.gnomon.model.frame.DataFrame.Kind;
import io.gnomon.model.frame.Field;
import io.gnomon.model.frame.Field.Column;
import io.gnomon.model.labels.Labels;
import io.gnomon.platform.core.dashboards.RequestRefused;
import io.gnomon.platform.core.dashboards.internal.Json;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

import javax.imageio.ImageIO;

final class PictureTest {
    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final Field CPU =
            new Field(
                    "Value",
                    new Column.Numbers(new double[] {10, 95}),
                    Labels.of("cpu", "0"),
                    Map.of());
    private static final DataFrame FRAME =
            new DataFrame(
                    "A",
                    "",
                    Kind.TIME_SERIES,
                    2,
                    List.of(new Field("Time", new Column.Time(new long[] {0, 60_000})), CPU),
                    List.of());

    private static final String CONFIG =
            """
            {"defaults": {"unit": "percent", "decimals": 1,
              "thresholds": {"steps": [{"value": null, "color": "green"}, {"value": 90, "color": "dark-red"}]},
              "mappings": [{"type": "range", "options": {"from": 99, "to": null, "result": {"text": "full"}}},
                           {"type": "value", "options": {"0": {"text": "idle", "color": "#123456"}}},
                           {"type": "special", "options": {"match": "null", "result": {"text": "none"}}}]},
             "overrides": [{"matcher": {"id": "%s", "options": %s},
                            "properties": [{"id": "displayName", "value": "CPU ${__field.labels.cpu}"}]}]}
            """;

    private static FieldLook look(String matcher, String options) throws RequestRefused {
        return FieldLook.of(CPU, FRAME, Json.object(CONFIG.formatted(matcher, options)), UTC);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "byName | \"Value\" | true",
                "byName | \"Valu\" | false",
                "byRegexp | \"/^Val/\" | true",
                "byRegexp | \"(\" | false",
                "byType | \"number\" | true",
                "byType | \"time\" | false",
                "byFrameRefID | \"A\" | true",
                "byNames | {\"mode\": \"exclude\", \"names\": [\"Value\"]} | false",
                "byValue | {\"reducer\": \"max\", \"op\": \"gt\", \"value\": 90} | true",
                "byValue | {\"reducer\": \"min\", \"op\": \"gt\", \"value\": 90} | false",
            })
    void overridesMatch(String matcher, String options, boolean matches) throws RequestRefused {
        assertEquals(matches ? "CPU 0" : "{cpu=\"0\"}", look(matcher, options).name());
    }

    @Test
    void valuesHaveUnitMappingAndColour() throws RequestRefused {
        FieldLook look = look("byName", "\"x\"");
        assertEquals("95.0%", look.text(95.0));
        assertEquals("full", look.text(99.5));
        assertEquals("idle", look.text(0.0));
        assertEquals("none", look.text(null));
        assertEquals(0xE02F44, look.color(95.0));
        assertEquals(0x56A64B, look.color(10.0));
        assertEquals(0x123456, look.color(0.0));
    }

    private static BufferedImage drawn(String type) throws Exception {
        ObjectNode panel = Json.object("{\"type\": \"" + type + "\"}");
        JsonNode config = Json.object(CONFIG.formatted("byName", "\"Value\""));
        panel.set("fieldConfig", config);
        byte[] png =
                new Picture(panel, "CPU", List.of(FRAME), 0, 60_000, 60_000, UTC).png(400, 200);
        return ImageIO.read(new ByteArrayInputStream(png));
    }

    private static boolean has(BufferedImage image, int color) {
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                if ((image.getRGB(x, y) & 0xFFFFFF) == color) {
                    return true;
                }
            }
        }
        return false;
    }

    @Test
    void drawsLinesValuesAndTables() throws Exception {
        assertTrue(has(drawn("timeseries"), 0x56A64B));
        assertTrue(has(drawn("stat"), 0xE02F44));
        BufferedImage table = drawn("table");
        assertEquals(400, table.getWidth());
        assertFalse(has(table, 0xE02F44));
    }

    @Test
    void otherTypesAreTheBrowsers() {
        assertEquals(
                "the server draws panels of the types timeseries, stat and table; a picture of"
                        + " \"heatmap\" comes from the page",
                assertThrows(RequestRefused.class, () -> drawn("heatmap")).getMessage());
    }
}
