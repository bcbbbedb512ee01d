package io.gnomon.transformations.organize.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gnomon.model.frame.DataFrame;
import io.gnomon.model.frame.Field;
import io.gnomon.model.frame.Field.Column;
import io.gnomon.model.labels.Labels;
import io.gnomon.platform.testkit.frame.FrameText;
import io.gnomon.platform.testkit.transformation.TransformationContractTest;
import io.gnomon.spi.transformation.TransformationFactory;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

final class OrganizeTest extends TransformationContractTest<OrganizeOptions> {
    @Override
    protected TransformationFactory<OrganizeOptions> factory() {
        return new OrganizeFactory();
    }

    @Override
    protected OrganizeOptions options() {
        return new OrganizeOptions(
                Map.of("Time", true, "job", false),
                Map.of(),
                Map.of("Value", 0, "job", 1),
                Map.of("Value", "used", "job", ""));
    }

    @Override
    protected List<DataFrame> frames() {
        return List.of(
                new DataFrame(
                        "A",
                        "",
                        DataFrame.Kind.TABLE,
                        2,
                        List.of(
                                field("Time", new Column.Time(new long[] {1, 2}), Map.of()),
                                field("device", texts("sda", "sdb"), Map.of()),
                                field("job", texts("node", "node"), Map.of()),
                                field(
                                        "Value",
                                        new Column.Numbers(new double[] {0.5, 0.75}, null),
                                        Map.of("unit", "percentunit"))),
                        List.of()));
    }

    private static Field field(String name, Column column, Map<String, Object> config) {
        return new Field(name, column, Labels.EMPTY, config);
    }

    private static Column texts(String... values) {
        return new Column.Texts(values);
    }

    @Test
    void hidesReordersAndRenames() {
        assertEquals(
                """
                frame A "" TABLE rows=2
                  Value {displayName=used, unit=percentunit} = 0.5 0.75
                  job = node node
                  device = sda sdb
                """,
                FrameText.of(new Organize(options()).apply(frames())));
    }

    @Test
    void fieldsAreMeantByTheNameThatIsShown() {
        DataFrame frame =
                new DataFrame(
                        "A",
                        "",
                        DataFrame.Kind.TIME_SERIES,
                        1,
                        List.of(
                                field("Value", texts("x"), Map.of("displayName", "read")),
                                field("Value", texts("y"), Map.of("displayName", "written"))),
                        List.of());
        OrganizeOptions options =
                new OrganizeOptions(
                        Map.of("read", true), Map.of(), Map.of(), Map.of("written", "out"));
        assertEquals(
                """
                frame A "" TIME_SERIES rows=1
                  Value {displayName=out} = y
                """,
                FrameText.of(new Organize(options).apply(List.of(frame))));
    }

    @Test
    void includingLeavesOutAllOthers() {
        OrganizeOptions options =
                new OrganizeOptions(Map.of(), Map.of("device", true), Map.of(), Map.of());
        assertEquals(
                """
                frame A "" TABLE rows=2
                  device = sda sdb
                """,
                FrameText.of(new Organize(options).apply(frames())));
    }
}
