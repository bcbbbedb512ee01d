package io.gnomon.platform.core.dashboards.internal.panel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gnomon.model.frame.DataFrame;
import io.gnomon.model.frame.Field;
import io.gnomon.model.frame.Field.Column;
import io.gnomon.model.labels.Labels;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

final class LegendTest {
    private static List<DataFrame> series(Labels... all) {
        return Arrays.stream(all)
                .map(labels ->
                        new DataFrame(
                                "A",
                                "",
                                DataFrame.Kind.TIME_SERIES,
                                0,
                                List.of(
                                        new Field(
                                                "Time",
                                                new Column.Time(new long[0]),
                                                Labels.EMPTY,
                                                Map.of()),
                                        new Field(
                                                "Value",
                                                new Column.Numbers(new double[0], null),
                                                labels,
                                                Map.of("unit", "s"))),
                                List.of()))
                .toList();
    }

    private static List<String> names(String format, Labels... all) {
        return Legend.name(series(all), format, "sum(x)").stream().map(DataFrame::name).toList();
    }

    private static final Labels READ =
            Labels.of("__name__", "io", "device", "sda", "op", "read", "job", "n");
    private static final Labels WRITE =
            Labels.of("__name__", "io", "device", "sda", "op", "write", "job", "n");

    @Test
    void aTemplateShowsLabels() {
        assertEquals(
                List.of("sda read ", "sda write "),
                names("{{device}} {{ op }} {{none}}", READ, WRITE));
        assertEquals(List.of("$1\\"), names("$1\\", READ));
    }

    @Test
    void autoShowsOnlyWhatDiffers() {
        assertEquals(List.of("read", "write"), names("__auto", READ, WRITE));
        assertEquals(
                List.of("{device=\"sda\", op=\"read\"}", "{device=\"sdb\", op=\"write\"}"),
                names("__auto", READ, WRITE.with("device", "sdb")));
        assertEquals(List.of("io{device=\"sda\", job=\"n\", op=\"read\"}"), names("__auto", READ));
    }

    @Test
    void withoutAFormatAllLabelsAreShownOrTheExpression() {
        assertEquals(List.of("io{device=\"sda\", job=\"n\", op=\"read\"}"), names("", READ));
        assertEquals(List.of("io"), names("", Labels.of("__name__", "io")));
        assertEquals(List.of("sum(x)"), names("", Labels.EMPTY));
        assertEquals(List.of("sum(x)"), names("__auto", Labels.EMPTY));
        assertEquals(List.of("sum(x)"), names("{{none}}", READ));
    }

    @Test
    void theNameIsAHintBesideOthers() {
        Field value = Legend.name(series(READ), "{{op}}", "x").get(0).fields().get(1);
        assertEquals(Map.of("unit", "s", "displayName", "read"), value.config());
    }
}
