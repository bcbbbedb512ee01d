package io.gnomon.platform.core.dashboards.internal.panel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gnomon.model.labels.Matcher;
import io.gnomon.model.query.QueryException;
import io.gnomon.model.query.QueryLanguage;
import io.gnomon.platform.core.dashboards.internal.Json;
import io.gnomon.platform.core.dashboards.internal.sources.SavedSources;
import io.gnomon.platform.core.dashboards.internal.sources.TestSources;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a dashboard asks for and the server does not have is told once, with the panels. */
final class PartsOfDashboardTest {
    private final TestSources test = new TestSources();
    private final SavedSources saved = test.open(new FakeEngine());
    private final List<String> parsed = new ArrayList<>();

    PartsOfDashboardTest() throws Exception {}

    @AfterEach
    void close() {
        saved.close();
    }

    /** Knows no function "foo". */
    private final class Language implements QueryLanguage {
        @Override
        public String format(String query) throws QueryException {
            parsed.add(query);
            if (query.contains("foo(")) {
                throw new QueryException(
                        QueryException.Type.BAD_DATA, "unknown function with name \"foo\"");
            }
            return query;
        }

        @Override
        public List<Matcher> parseSelector(String selector) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Map<String, @Nullable Object> parse(String query) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String withMatchers(String query, List<Matcher> matchers) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String withGrouping(String query, List<String> labels) {
            throw new UnsupportedOperationException();
        }
    }

    private List<String> missing(String variables, String... panels) throws Exception {
        String json =
                "{\"templating\": {\"list\": [%s]}, \"panels\": [%s]}"
                        .formatted(variables, String.join(",", panels));
        return new PartsOfDashboard(
                        Json.object(json),
                        saved.sources(),
                        Set.of("timeseries", "table"),
                        "organize"::equals,
                        new Language())
                .missing();
    }

    private static String panel(String title, String rest) {
        return "{\"id\": 1, \"title\": \"%s\", \"type\": \"timeseries\"%s}".formatted(title, rest);
    }

    private static String target(String source, String expr) {
        return ", \"targets\": [{\"refId\": \"A\", \"datasource\": %s, \"expr\": \"%s\"}]"
                .formatted(source, expr);
    }

    @Test
    void nothingIsSaidWhenAllIsThere() throws Exception {
        assertEquals(
                List.of(),
                missing(
                        """
                        {"name": "ds", "type": "datasource", "query": "prometheus"},
                        {"name": "job", "type": "query", "current": {"value": ["a", "b"]}, "multi": true}
                        """,
                        panel(
                                "A",
                                target(
                                        "{\"uid\": \"$ds\"}",
                                        "rate(x{job=~'$job'}[$__rate_interval])")),
                        panel("B", target("null", "up")),
                        "{\"id\": 3, \"type\": \"row\", \"panels\": []}"));
        assertEquals(List.of("rate(x{job=~'(a|b)'}[1m])", "up"), parsed);
    }

    @Test
    void panelTypesAndTransformations() throws Exception {
        assertEquals(
                List.of(
                        "no plugin draws \"geomap\"; a placeholder that says so stands there:"
                                + " panel \"M1\", panel \"M2\", panel \"M3\" and 1 more",
                        "the transformation \"spatial\" is not installed; the answers are shown"
                                + " without it: panel \"T\""),
                missing(
                        "",
                        "{\"title\": \"M1\", \"type\": \"geomap\"}",
                        "{\"title\": \"M2\", \"type\": \"geomap\"}",
                        "{\"type\": \"row\", \"panels\": [{\"title\": \"M3\", \"type\":"
                                + " \"geomap\"}, {\"title\": \"M4\", \"type\": \"geomap\"}]}",
                        panel(
                                "T",
                                ", \"transformations\": [{\"id\": \"organize\"}, {\"id\":"
                                    + " \"spatial\"}, {\"id\": \"other\", \"disabled\": true}]")));
    }

    @Test
    void dataSources() throws Exception {
        assertEquals(
                List.of(
                        "there is no data source \"P1809\": \"Gnomon\" answers instead: panel"
                                + " \"CPU\"",
                        "there is no data source of type \"loki\"; nothing is shown until one is"
                                + " made under Settings: variable \"app\", panel \"Logs\"",
                        "variables of the kind \"snapshot\" have no effect: variable \"g\""),
                missing(
                                """
                                {"name": "app", "type": "query", "datasource": {"type": "loki", "uid": "l"}},
                                {"name": "g", "type": "snapshot"}
                                """,
                                panel(
                                        "Logs",
                                        target("{\"type\": \"loki\", \"uid\": \"${l}\"}", "{}")),
                                panel(
                                        "CPU",
                                        target(
                                                "{\"type\": \"prometheus\", \"uid\": \"P1809\"}",
                                                "up")),
                                panel("Own", target("\"-- Grafana --\"", "")))
                        .stream()
                        .sorted()
                        .toList());
    }

    @Test
    void expressionsThatCannotBeAsked() throws Exception {
        assertEquals(
                List.of("query A cannot be asked: unknown function with name \"foo\": panel \"X\""),
                missing(
                        "",
                        panel("X", target("null", "foo(up[$__interval])")),
                        panel("Y", target("null", "foo(up{job='$unknown'})"))));
    }
}
