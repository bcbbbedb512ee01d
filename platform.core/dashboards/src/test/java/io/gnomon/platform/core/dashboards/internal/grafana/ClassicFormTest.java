package io.gnomon.platform.core.dashboards.internal.grafana;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gnomon.platform.core.dashboards.DashboardImport;
import io.gnomon.platform.core.dashboards.DashboardStore.Dashboard;
import io.gnomon.platform.core.dashboards.RequestRefused;
import io.gnomon.platform.core.dashboards.internal.Json;
import io.gnomon.platform.testkit.PeerData;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

final class ClassicFormTest {
    private final Notes notes = new Notes();

    private ObjectNode classic(String json) throws RequestRefused {
        return ClassicForm.of(Json.object(json), notes);
    }

    private ObjectNode panel(String json) throws RequestRefused {
        return ClassicForm.panels(classic("{\"panels\": [" + json + "]}")).get(0);
    }

    @Test
    void aGraphBecomesATimeSeries() throws RequestRefused {
        ObjectNode panel =
                panel(
                        """
                        {"id": 1, "type": "graph", "title": "Net", "fill": 2, "linewidth": 3, "stack": true,
                         "unheardOf": 7, "steppedLine": true, "nullPointMode": "connected",
                         "yaxes": [{"format": "Bps", "min": "0", "label": "in", "logBase": 10},
                                   {"format": "percent", "max": 100}],
                         "legend": {"show": true, "values": true, "avg": true, "current": true,
                                    "alignAsTable": true, "rightSide": true},
                         "tooltip": {"shared": false, "sort": 2},
                         "thresholds": [{"value": 5, "op": "gt", "line": true, "colorMode": "warning"}],
                         "aliasColors": {"a": "#fff"},
                         "seriesOverrides": [{"alias": "/out/", "yaxis": 2, "transform": "negative-Y",
                                              "odd": 1}]}
                        """);
        assertEquals("timeseries", panel.path("type").asText());
        assertEquals(7, panel.path("unheardOf").asInt());
        assertFalse(panel.has("yaxes"));
        assertEquals(
                "{\"custom\":{\"drawStyle\":\"line\",\"lineWidth\":3,\"fillOpacity\":20,"
                    + "\"showPoints\":\"never\",\"lineInterpolation\":\"stepAfter\","
                    + "\"spanNulls\":true,\"stacking\":{\"mode\":\"normal\",\"group\":\"A\"},"
                    + "\"axisLabel\":\"in\",\"scaleDistribution\":{\"type\":\"log\",\"log\":10},"
                    + "\"thresholdsStyle\":{\"mode\":\"line\"}},\"unit\":\"Bps\",\"min\":0.0,"
                    + "\"thresholds\":{\"mode\":\"absolute\",\"steps\":["
                    + "{\"color\":\"transparent\",\"value\":null},"
                    + "{\"color\":\"orange\",\"value\":5}]}}",
                Json.text(panel.at("/fieldConfig/defaults")));
        assertEquals(
                "[{\"matcher\":{\"id\":\"byName\",\"options\":\"a\"},\"properties\":[{\"id\":\"color\","
                    + "\"value\":{\"mode\":\"fixed\",\"fixedColor\":\"#fff\"}}]},"
                    + "{\"matcher\":{\"id\":\"byRegexp\",\"options\":\"/out/\"},\"properties\":["
                    + "{\"id\":\"unit\",\"value\":\"percent\"},{\"id\":\"max\",\"value\":100},"
                    + "{\"id\":\"custom.axisPlacement\",\"value\":\"right\"},"
                    + "{\"id\":\"custom.transform\",\"value\":\"negative-Y\"}]}]",
                Json.text(panel.at("/fieldConfig/overrides")));
        assertEquals(
                "{\"legend\":{\"showLegend\":true,\"displayMode\":\"table\",\"placement\":\"right\","
                    + "\"calcs\":[\"mean\",\"lastNotNull\"]},"
                    + "\"tooltip\":{\"mode\":\"single\",\"sort\":\"desc\"}}",
                Json.text(panel.path("options")));
        assertEquals(List.of("panel \"Net\": graph is now timeseries"), notes.converted());
        assertEquals(
                List.of("panel \"Net\": \"odd\" of the series override \"/out/\""),
                notes.notConverted());
    }

    @Test
    void aSinglestatBecomesAStatOrAGauge() throws RequestRefused {
        ObjectNode stat =
                panel(
                        """
                        {"id": 1, "type": "singlestat", "valueName": "current", "format": "none",
                         "postfix": " jobs", "colorBackground": true, "sparkline": {"show": true},
                         "thresholds": "1,2.5", "colors": ["green", "orange", "red"], "nullText": "none",
                         "valueMaps": [{"op": "=", "text": "N/A", "value": "null"},
                                       {"op": "=", "text": "down", "value": "0"}]}
                        """);
        assertEquals("stat", stat.path("type").asText());
        assertEquals("lastNotNull", stat.at("/options/reduceOptions/calcs/0").asText());
        assertEquals("background", stat.at("/options/colorMode").asText());
        assertEquals("area", stat.at("/options/graphMode").asText());
        JsonNode defaults = stat.at("/fieldConfig/defaults");
        assertEquals("suffix: jobs", defaults.path("unit").asText());
        assertEquals("none", defaults.path("noValue").asText());
        assertEquals(2.5, defaults.at("/thresholds/steps/2/value").asDouble());
        assertEquals("red", defaults.at("/thresholds/steps/2/color").asText());
        assertEquals("null", defaults.at("/mappings/0/options/match").asText());
        assertEquals("down", defaults.at("/mappings/1/options/0/text").asText());
        ObjectNode gauge =
                panel(
                        """
                        {"type": "singlestat", "valueName": "avg", "format": "percent", "prefix": "~",
                         "gauge": {"show": true, "minValue": 0, "maxValue": 100}}
                        """);
        assertEquals("gauge", gauge.path("type").asText());
        assertEquals(100, gauge.at("/fieldConfig/defaults/max").asInt());
        assertEquals("mean", gauge.at("/options/reduceOptions/calcs/0").asText());
        assertTrue(
                notes.notConverted().get(0).contains("\"~\" before"), notes.notConverted().get(0));
    }

    @Test
    void stylesOfOldTablesBecomeOverrides() throws RequestRefused {
        ObjectNode table =
                panel(
                        """
                        {"id": 1, "type": "table-old", "transform": "timeseries_aggregations",
                         "columns": [{"text": "Avg", "value": "avg"}],
                         "styles": [{"pattern": "Time", "type": "hidden"},
                                    {"pattern": "/Value/", "type": "number", "unit": "bytes", "alias": "Size",
                                     "colorMode": "cell", "colors": ["green", "red"], "thresholds": ["10"]}]}
                        """);
        assertEquals("table", table.path("type").asText());
        assertEquals("mean", table.at("/transformations/0/options/reducers/0").asText());
        assertEquals(
                "custom.hidden", table.at("/fieldConfig/overrides/0/properties/0/id").asText());
        JsonNode value = table.at("/fieldConfig/overrides/1");
        assertEquals("byRegexp", value.at("/matcher/id").asText());
        assertEquals("Size", value.at("/properties/0/value").asText());
        assertEquals("bytes", value.at("/properties/1/value").asText());
        assertEquals(10, value.at("/properties/3/value/steps/1/value").asInt());
    }

    @Test
    void rowsLieOnTheGrid() throws RequestRefused {
        ObjectNode dashboard =
                classic(
                        """
                        {"rows": [
                          {"title": "A", "showTitle": true, "height": "380px",
                           "panels": [{"span": 8, "type": "text"}, {"span": 8, "type": "text"}]},
                          {"title": "B", "collapse": true, "panels": [{"span": 12, "type": "text"}]}]}
                        """);
        assertEquals(
                List.of(
                        "row 0,0 24x1",
                        "text 0,1 16x10",
                        "text 0,11 16x10",
                        "row 0,21 24x1",
                        "text 0,22 24x7"),
                ClassicForm.panels(dashboard).stream()
                        .map(panel ->
                                "%s %s,%s %sx%s"
                                        .formatted(
                                                panel.path("type").asText(),
                                                panel.at("/gridPos/x"),
                                                panel.at("/gridPos/y"),
                                                panel.at("/gridPos/w"),
                                                panel.at("/gridPos/h")))
                        .toList());
        assertEquals(4, dashboard.path("panels").size());
        assertFalse(dashboard.has("rows"));
    }

    @Test
    void inputsOfAnExportAreFilled() throws RequestRefused {
        ObjectNode dashboard =
                classic(
                        """
                        {"__inputs": [{"name": "DS_PROM", "type": "datasource", "pluginId": "prometheus"},
                                      {"name": "VAR_JOB", "type": "constant", "value": "node"}],
                         "panels": [{"id": 1, "type": "stat", "datasource": "${DS_PROM}", "targets": [
                           {"datasource": {"uid": "${DS_PROM}"}, "expr": "up{job=\\"${VAR_JOB}\\"}"}]}]}
                        """);
        ObjectNode panel = ClassicForm.panels(dashboard).get(0);
        assertEquals("{\"type\":\"prometheus\"}", Json.text(panel.path("datasource")));
        assertEquals(
                "{\"datasource\":{\"type\":\"prometheus\"},\"expr\":\"up{job=\\\"node\\\"}\"}",
                Json.text(panel.at("/targets/0")));
        assertEquals(2, dashboard.path("__inputs").size());
    }

    @Test
    void schemaV2IsReadAsTheClassicForm() throws RequestRefused {
        DashboardImport imported =
                DashboardImport.read(
                        """
                        {"apiVersion": "dashboard.grafana.app/v2beta1", "kind": "Dashboard",
                         "metadata": {"name": "abc"},
                         "spec": {"title": "T", "cursorSync": "Crosshair",
                          "timeSettings": {"from": "now-1h", "to": "now", "autoRefresh": "5s"},
                          "variables": [{"kind": "QueryVariable", "spec": {"name": "job", "hide": "hideLabel",
                            "refresh": "onTimeRangeChanged", "sort": "alphabeticalAsc",
                            "query": {"kind": "DataQuery", "group": "prometheus",
                                      "spec": {"query": "label_values(job)"}}}},
                            {"kind": "SwitchVariable", "spec": {"name": "s", "current": "no",
                              "enabledValue": "yes", "disabledValue": "no"}},
                            {"kind": "GroupByVariable", "group": "prometheus",
                              "datasource": {"name": "p1"}, "spec": {"name": "g",
                              "current": {"text": ["job"], "value": ["job"]}}}],
                          "elements": {"panel-1": {"kind": "Panel", "spec": {"id": 1, "title": "P",
                            "vizConfig": {"kind": "VizConfig", "group": "timeseries",
                                          "spec": {"options": {"a": 1}}},
                            "data": {"kind": "QueryGroup", "spec": {"queries": [{"kind": "PanelQuery",
                              "spec": {"refId": "A", "hidden": false, "query": {"kind": "DataQuery",
                                "group": "prometheus", "datasource": {"name": "p1"},
                                "spec": {"expr": "up"}}}}]}}}}},
                          "layout": {"kind": "RowsLayout", "spec": {"rows": [{"kind": "RowsLayoutRow",
                            "spec": {"title": "R", "layout": {"kind": "GridLayout", "spec": {"items": [
                              {"kind": "GridLayoutItem", "spec": {"x": 2, "y": 0, "width": 5, "height": 6,
                                "element": {"kind": "ElementReference", "name": "panel-1"}}}]}}}}]}}}}
                        """,
                        uid -> null);
        assertEquals("abc", imported.uid());
        assertEquals(1, imported.panels());
        ObjectNode dashboard = Json.object(imported.json());
        JsonNode panel = dashboard.at("/panels/1");
        assertEquals("timeseries", panel.path("type").asText());
        assertEquals("{\"x\":2,\"y\":1,\"w\":5,\"h\":6}", Json.text(panel.path("gridPos")));
        assertEquals(
                "{\"expr\":\"up\",\"refId\":\"A\",\"hide\":false,\"datasource\":{\"type\":\"prometheus\","
                    + "\"uid\":\"p1\"}}",
                Json.text(panel.at("/targets/0")));
        assertEquals("query", dashboard.at("/templating/list/0/type").asText());
        assertEquals(2, dashboard.at("/templating/list/0/refresh").asInt());
        assertEquals("label_values(job)", dashboard.at("/templating/list/0/query/query").asText());
        assertEquals(
                "{\"name\":\"s\",\"current\":{\"text\":\"no\",\"value\":\"no\"},\"type\":\"switch\","
                    + "\"options\":[{\"text\":\"yes\",\"value\":\"yes\"},{\"text\":\"no\",\"value\":\"no\"}]}",
                Json.text(dashboard.at("/templating/list/1")));
        assertEquals(
                "{\"name\":\"g\",\"current\":{\"text\":[\"job\"],\"value\":[\"job\"]},\"type\":\"groupby\","
                    + "\"datasource\":{\"type\":\"prometheus\",\"uid\":\"p1\"}}",
                Json.text(dashboard.at("/templating/list/2")));
        assertEquals(1, dashboard.path("graphTooltip").asInt());
        assertEquals(List.of(), imported.notConverted());
    }

    @Test
    void whatIsClassicAlreadyStaysAsItIs() throws RequestRefused {
        String json =
                "{\"uid\":\"a\",\"panels\":[{\"id\":1,\"type\":\"treemap\",\"odd\":{\"x\":[1]}}],\"other\":1.50}";
        assertEquals(json, Json.text(classic(json)));
        assertEquals(List.of(), notes.converted());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'panels':5, 'rows':[]                    | panels | a list, not a number",
                "'panels':['x']                           | panels[0] | an object, not a text",
                "'panels':[{'title':[1]}]                 | panels[0].title | a text, not a list",
                "'panels':[{'gridPos':[]}]                | panels[0].gridPos | an object, not a"
                        + " list",
                "'panels':[{'type':'x','targets':'x'}]    | panels[0].targets | a list, not a text",
                "'panels':[{'panels':[{},null]}]          | panels[0].panels[1] | an object, not"
                        + " null",
                "'panels':[{'fieldConfig':{'overrides':{}}}] | panels[0].fieldConfig.overrides | a"
                        + " list, not an object",
                "'panels':[{'fieldConfig':{'defaults':{'mappings':'x'}}}] |"
                        + " panels[0].fieldConfig.defaults.mappings | a list, not a text",
                "'panels':[],'templating':7               | templating | an object, not a number",
                "'panels':[],'templating':{'list':{}}     | templating.list | a list, not an"
                        + " object",
                "'panels':[],'templating':{'list':[{'options':true}]} | templating.list[0].options"
                        + " | a list, not true or false",
                "'panels':[],'annotations':'x'            | annotations | an object, not a text",
                "'panels':[],'links':{}                   | links | a list, not an object",
                "'panels':[],'tags':5                     | tags | a list, not a number",
            })
    void whatIsOfAnotherTypeIsRefusedWithItsPlace(String json, String place, String what) {
        String text = "{" + json.replace('\'', '"') + "}";
        RequestRefused refused = assertThrows(RequestRefused.class, () -> classic(text));
        assertEquals("\"%s\" must be %s".formatted(place, what), refused.getMessage());
    }

    @Test
    void numbersThatAreMeantAsTextsBecomeTexts() throws RequestRefused {
        ObjectNode dashboard =
                classic(
                        "{\"title\":2024,\"time\":{\"from\":1700000000000,\"to\":null},\"tags\":null,"
                            + "\"links\":null,\"templating\":null,\"panels\":[{\"id\":1,\"title\":7,"
                            + "\"targets\":null,\"options\":null,\"fieldConfig\":null}]}");
        assertEquals(
                "{\"title\":\"2024\",\"time\":{\"from\":\"1700000000000\",\"to\":null},\"tags\":null,"
                    + "\"links\":null,\"templating\":null,\"panels\":[{\"id\":1,\"title\":\"7\","
                    + "\"targets\":null,\"options\":null,\"fieldConfig\":null}]}",
                Json.text(dashboard));
    }

    @Test
    void panelsAboutTheServerAskForItsTables() throws RequestRefused {
        ObjectNode panel = panel("{\"id\": 1, \"type\": \"alertlist\"}");
        assertEquals(
                "[{\"refId\":\"A\",\"table\":\"alerts\",\"datasource\":{\"type\":\"gnomon\",\"uid\":\"gnomon-server\"}}]",
                Json.text(panel.path("targets")));
        ObjectNode other =
                panel(
                        "{\"id\": 1, \"type\": \"dashlist\", \"targets\": [{\"table\": \"mine\","
                                + " \"limit\": 3}]}");
        assertEquals("mine", other.at("/targets/0/table").asText());
        assertEquals(1, other.path("targets").size());
    }

    @Test
    void communityDashboardsKeepEveryPanelAndQuery() throws IOException, RequestRefused {
        Path folder = PeerData.folder("dashboards");
        int panels = 0;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".json")).toList()) {
                panels += keepsEverything(Files.readString(file), file.toString());
            }
        }
        assertTrue(panels > 250, "panels: " + panels);
    }

    /** Imports one and answers its number of panels. */
    private static int keepsEverything(String text, String file) throws RequestRefused {
        ObjectNode before = Json.object(text);
        DashboardImport imported = DashboardImport.read(text, uid -> null);
        assertNotNull(imported.title(), file);
        ObjectNode after = Json.object(imported.json());
        int count = countPanels(before.path("panels"));
        for (JsonNode row : before.path("rows")) {
            count += countPanels(row.path("panels"));
        }
        assertEquals(count, imported.panels(), file);
        assertEquals(before.findValuesAsText("expr"), after.findValuesAsText("expr"), file);
        Set<Integer> ids = new HashSet<>();
        for (ObjectNode panel : ClassicForm.panels(after)) {
            assertTrue(ids.add(panel.path("id").asInt()), file + ": " + panel.path("id"));
            assertFalse(
                    Set.of("graph", "singlestat", "table-old")
                            .contains(panel.path("type").asText()),
                    file);
        }
        DashboardImport again = DashboardImport.read(imported.json(), uid -> null);
        assertEquals(imported.json(), again.json(), file);
        return count;
    }

    private static int countPanels(JsonNode panels) {
        int count = 0;
        for (JsonNode panel : panels) {
            count += panel.path("type").asText().equals("row") ? 0 : 1;
            count += countPanels(panel.path("panels"));
        }
        return count;
    }

    @Test
    void aUidThatIsMadeOfTheTitleIsNoOtherDashboards() throws RequestRefused {
        Map<String, String> titles = Map.of("dashboard", "\uC11C\uBC84", "disks", "Disks!");
        DashboardImport.Saved saved =
                uid ->
                        titles.get(uid) == null
                                ? null
                                : new Dashboard(
                                        uid,
                                        "{\"title\": \"" + titles.get(uid) + "\"}",
                                        1,
                                        false,
                                        true);
        for (var each :
                Map.of(
                                "{\"title\": \"\uB514\uC2A4\uD06C\", \"panels\": []}",
                                        "dashboard-2",
                                "{\"title\": \"\uC11C\uBC84\", \"panels\": []}", "dashboard",
                                "{\"title\": \"Disks\", \"panels\": []}", "disks-2",
                                "{\"title\": \"Disks\", \"uid\": \"disks\", \"panels\": []}",
                                        "disks",
                                "{\"title\": \"New\", \"uid\": \"../x\", \"panels\": []}", "new")
                        .entrySet()) {
            assertEquals(each.getValue(), DashboardImport.read(each.getKey(), saved).uid());
        }
        assertEquals(
                List.of(
                        "the uid is \"new\" now: its own has other than letters, digits, _ and -,"
                                + " or more than 64"),
                DashboardImport.read(
                                "{\"title\": \"New\", \"uid\": \"../x\", \"panels\": []}", saved)
                        .converted());
    }
}
