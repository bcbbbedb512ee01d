package io.gnomon.transformations.standard.internal;

import static io.gnomon.transformations.standard.internal.Transformed.by;
import static io.gnomon.transformations.standard.internal.Transformed.numbers;
import static io.gnomon.transformations.standard.internal.Transformed.series;
import static io.gnomon.transformations.standard.internal.Transformed.table;
import static io.gnomon.transformations.standard.internal.Transformed.texts;
import static io.gnomon.transformations.standard.internal.Transformed.times;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.gnomon.model.frame.DataFrame;
import io.gnomon.transformations.standard.internal.joins.Concatenate;
import io.gnomon.transformations.standard.internal.joins.JoinByField;
import io.gnomon.transformations.standard.internal.joins.JoinByLabels;
import io.gnomon.transformations.standard.internal.joins.Merge;
import io.gnomon.transformations.standard.internal.joins.SeriesToColumns;

import org.junit.jupiter.api.Test;

import java.util.Collections;

final class JoinsTest {
    private static final DataFrame LIMITS =
            table(
                    "A",
                    times("Time", 9, 9),
                    texts("namespace", "shop", "infra"),
                    numbers("Value #A", 4.0, 2.0));
    private static final DataFrame USE =
            table(
                    "B",
                    times("Time", 9, 9),
                    texts("namespace", "infra", "test"),
                    numbers("Value #B", 1.0, 0.5));

    @Test
    void joinsTablesByATextAsDashboardsOfKubernetesDo() throws Exception {
        assertEquals(
                """
                frame A "" TABLE rows=3
                  namespace = shop infra test
                  Time 1 = 9 9 -
                  Value #A = 4.0 2.0 -
                  Time 2 = - 9 9
                  Value #B = - 1.0 0.5
                """,
                by(
                        new JoinByField(),
                        "{\"byField\": \"namespace\", \"mode\": \"outer\"}",
                        LIMITS,
                        USE));
        assertEquals(
                """
                frame A "" TABLE rows=1
                  namespace = infra
                  Time 1 = 9
                  Value #A = 2.0
                  Time 2 = 9
                  Value #B = 1.0
                """,
                by(
                        new SeriesToColumns(),
                        "{\"byField\": \"namespace\", \"mode\": \"inner\"}",
                        LIMITS,
                        USE));
    }

    @Test
    void joinsSeriesByTheirTimes() throws Exception {
        assertEquals(
                """
                frame A "" TIME_SERIES rows=3
                  Time = 1000 2000 3000
                  Value{cpu="0"} = 1.0 2.0 3.0
                  Value{cpu="1"} = 4.0 5.0 -
                """,
                by(
                        new JoinByField(),
                        "{}",
                        series("A", "cpu=0", 1.0, 2.0, 3.0),
                        series("A", "cpu=1", 4.0, 5.0)));
    }

    @Test
    void combinesRowsOfOneValue() throws Exception {
        DataFrame twice = table("B", texts("namespace", "infra", "infra"), numbers("n", 1.0, 2.0));
        String byNamespace = "{\"byField\": \"namespace\", \"mode\": \"%s\"}";
        assertEquals(
                """
                frame A "" TABLE rows=3
                  namespace = shop infra infra
                  Time = 9 9 9
                  Value #A = 4.0 2.0 2.0
                  n = - 1.0 2.0
                """,
                by(new JoinByField(), byNamespace.formatted("outerTabular"), LIMITS, twice));
        assertEquals(
                """
                frame A "" TABLE rows=2
                  namespace = shop infra
                  Time = 9 9
                  Value #A = 4.0 2.0
                  n = - 2.0
                """,
                by(new JoinByField(), byNamespace.formatted("outer"), LIMITS, twice));
    }

    @Test
    void aJoinThatGrowsTooLargeSaysSo() {
        DataFrame many =
                table("A", texts("x", Collections.nCopies(1500, "v").toArray(String[]::new)));
        IllegalArgumentException refused =
                assertThrows(
                        IllegalArgumentException.class,
                        () ->
                                by(
                                        new JoinByField(),
                                        "{\"byField\": \"x\", \"mode\": \"inner\"}",
                                        many,
                                        many));
        assertEquals(
                "the joined table has more than 1000000 rows: values occur too often",
                refused.getMessage());
    }

    @Test
    void mergesRowsThatAgree() throws Exception {
        assertEquals(
                """
                frame A "" TABLE rows=3
                  Time = 9 9 9
                  namespace = shop infra test
                  Value #A = 4.0 2.0 -
                  Value #B = - 1.0 0.5
                """,
                by(new Merge(), "{}", LIMITS, USE));
    }

    @Test
    void mergesNothingThatContradicts() throws Exception {
        assertEquals(
                """
                frame A "" TABLE rows=2
                  host = a a
                  Value = 1.0 2.0
                  note = first second
                """,
                by(
                        new Merge(),
                        "{}",
                        table(
                                "A",
                                texts("host", "a"),
                                numbers("Value", 1.0),
                                texts("note", "first")),
                        table(
                                "B",
                                texts("host", "a"),
                                numbers("Value", 2.0),
                                texts("note", "second"))));
    }

    @Test
    void putsFieldsSideBySide() throws Exception {
        assertEquals(
                """
                frame A "" TABLE rows=2
                  Time 1 = 9 9
                  namespace = shop infra
                  Value #A = 4.0 2.0
                  Time 2 = 1000 -
                  Value{cpu="0"} = 1.0 -
                """,
                by(
                        new Concatenate(),
                        "{\"frameNameMode\": \"drop\"}",
                        LIMITS,
                        series("B", "cpu=0", 1.0)));
    }

    @Test
    void joinsByLabels() throws Exception {
        assertEquals(
                """
                frame A "" TABLE rows=2
                  host = a b
                  read = 1.0 2.0
                  write = 3.0 -
                """,
                by(
                        new JoinByLabels(),
                        "{\"value\": \"op\", \"join\": [\"host\"]}",
                        series("A", "host=a,op=read", 1.0),
                        series("A", "host=b,op=read", 2.0),
                        series("A", "host=a,op=write", 3.0)));
    }
}
