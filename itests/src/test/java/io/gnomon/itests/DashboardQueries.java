package io.gnomon.itests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.gnomon.platform.testkit.PeerData;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The panels of a dashboard of the field, as queries. */
final class DashboardQueries {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern VARIABLE =
            Pattern.compile("\\$\\{(\\w+)(?::\\w+)?}|\\$(\\w+)|\\[\\[(\\w+)]]");

    private record Panel(String name, List<String> expressions) {}

    private final List<Panel> panels = new ArrayList<>();

    private DashboardQueries() {}

    /** Those of a file of the dashboards' test data. */
    static DashboardQueries of(String file) throws IOException {
        DashboardQueries queries = new DashboardQueries();
        queries.add(JSON.readTree(PeerData.folder("dashboards").resolve(file).toFile()));
        return queries;
    }

    /** The panels of a dashboard, or of a row of it. */
    private void add(JsonNode parent) {
        for (JsonNode row : parent.path("rows")) {
            add(row);
        }
        for (JsonNode panel : parent.path("panels")) {
            add(panel);
            List<String> expressions = new ArrayList<>();
            for (JsonNode target : panel.path("targets")) {
                if (!target.path("expr").asText("").isBlank()) {
                    expressions.add(target.get("expr").asText());
                }
            }
            if (!expressions.isEmpty()) {
                panels.add(
                        new Panel(
                                panel.path("title").asText() + " #" + panel.path("id").asText(),
                                expressions));
            }
        }
    }

    int panels() {
        return panels.size();
    }

    /**
     * The panels that show something now, by title and number.
     *
     * @param variables values of all of the dashboard's variables, Grafana's own among them
     */
    Set<String> withData(GnomonServer server, Map<String, String> variables)
            throws IOException, InterruptedException {
        Set<String> shown = new TreeSet<>();
        for (Panel panel : panels) {
            for (String expression : panel.expressions) {
                if (shows(server, filled(expression, variables))) {
                    shown.add(panel.name);
                }
            }
        }
        return shown;
    }

    private static String filled(String expression, Map<String, String> variables) {
        return VARIABLE.matcher(expression)
                .replaceAll(match -> {
                    String name = match.group(1) != null ? match.group(1) : match.group(2);
                    String value = variables.get(name != null ? name : match.group(3));
                    if (value == null) {
                        throw new AssertionError("no value for " + match.group());
                    }
                    return Matcher.quoteReplacement(value);
                });
    }

    /** Whether a query has a value that is drawn. */
    private static boolean shows(GnomonServer server, String promql)
            throws IOException, InterruptedException {
        JsonNode answer = JSON.readTree(server.query(promql));
        if (!answer.path("status").asText().equals("success")) {
            throw new AssertionError(promql + ": " + answer);
        }
        for (JsonNode series : answer.at("/data/result")) {
            if (!series.path("value").path(1).asText().equals("NaN")) {
                return true;
            }
        }
        return false;
    }
}
