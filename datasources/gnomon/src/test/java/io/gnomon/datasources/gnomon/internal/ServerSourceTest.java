package io.gnomon.datasources.gnomon.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.gnomon.model.frame.Columns;
import io.gnomon.model.frame.DataFrame;
import io.gnomon.model.frame.Field;
import io.gnomon.platform.testkit.frame.FrameText;
import io.gnomon.spi.datasource.DataQuery;
import io.gnomon.spi.datasource.ServerTable;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

final class ServerSourceTest {
    private final ServerSource source =
            new ServerSource(() -> List.of(new Rows("dashboards"), new Rows("alerts")));

    /** Tells what it was asked for. */
    private record Rows(String name) implements ServerTable {
        @Override
        public DataFrame rows(long fromMillis, long toMillis, int limit) {
            String asked = fromMillis + " to " + toMillis + ", " + limit;
            return new DataFrame(
                    "",
                    name,
                    DataFrame.Kind.TABLE,
                    1,
                    List.of(new Field("asked", Columns.texts(List.of(asked)))),
                    List.of());
        }
    }

    /** Of what is asked only administrators may hear. */
    private record Secret(String name) implements ServerTable {
        @Override
        public boolean isForAdministrators() {
            return true;
        }

        @Override
        public DataFrame rows(long fromMillis, long toMillis, int limit) {
            return find(new Wanted(fromMillis, toMillis, limit, "", ""));
        }

        @Override
        public DataFrame find(Wanted wanted) {
            return new Rows(name + " " + wanted.level() + " " + wanted.text())
                    .rows(wanted.fromMillis(), wanted.toMillis(), wanted.limit());
        }
    }

    private record Asked(ServerQuery query, boolean byAdministrator)
            implements DataQuery<ServerQuery> {
        @Override
        public String refId() {
            return "B";
        }

        @Override
        public long fromMillis() {
            return 1000;
        }

        @Override
        public long toMillis() {
            return 2000;
        }

        @Override
        public long intervalMillis() {
            return 10;
        }

        @Override
        public int maxDataPoints() {
            return 100;
        }

        @Override
        public Duration timeout() {
            return Duration.ofSeconds(1);
        }
    }

    @Test
    void answersWithTheTableThatIsNamed() throws Exception {
        assertEquals(
                """
                frame B "alerts" TABLE rows=1
                  asked = 1000 to 2000, 5
                """,
                FrameText.of(source.query(new Asked(new ServerQuery("alerts", 5, "", ""), false))));
    }

    /** A column that only one of them has is empty in the rows of the other. */
    @Test
    void tablesOfOneNameAreOne() throws Exception {
        ServerTable numbered =
                new ServerTable() {
                    @Override
                    public String name() {
                        return "alerts";
                    }

                    @Override
                    public DataFrame rows(long fromMillis, long toMillis, int limit) {
                        return new DataFrame(
                                "",
                                "alerts",
                                DataFrame.Kind.TABLE,
                                1,
                                List.of(new Field("id", Columns.texts(List.of("7")))),
                                List.of());
                    }
                };
        ServerSource both = new ServerSource(() -> List.of(new Rows("alerts"), numbered));
        assertEquals(
                """
                frame B "alerts" TABLE rows=2
                  asked = 1000 to 2000, 5 null
                  id = null 7
                """,
                FrameText.of(both.query(new Asked(new ServerQuery("alerts", 5, "", ""), false))));
        assertEquals("The server answers with alerts", both.test());
    }

    @Test
    void namesWhatThereIs() {
        assertEquals("The server answers with alerts, dashboards", source.test());
        assertEquals(
                "this server has no table \"logs\"; valid: alerts, dashboards",
                assertThrows(
                                IllegalArgumentException.class,
                                () ->
                                        source.query(
                                                new Asked(
                                                        new ServerQuery("logs", 5, "", ""), false)))
                        .getMessage());
    }

    @Test
    void someTablesAreForAdministrators() throws Exception {
        ServerSource secrets = new ServerSource(() -> List.of(new Secret("logs")));
        ServerQuery query = new ServerQuery("logs", 5, "warn", "disk");
        assertEquals(
                "the table \"logs\" is for administrators; log in as one to see it",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> secrets.query(new Asked(query, false)))
                        .getMessage());
        assertEquals(
                """
                frame B "logs warn disk" TABLE rows=1
                  asked = 1000 to 2000, 5
                """,
                FrameText.of(secrets.query(new Asked(query, true))));
    }
}
