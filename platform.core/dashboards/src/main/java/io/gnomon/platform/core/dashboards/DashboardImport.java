package io.gnomon.platform.core.dashboards;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gnomon.platform.core.dashboards.internal.Json;
import io.gnomon.platform.core.dashboards.internal.grafana.ClassicForm;
import io.gnomon.platform.core.dashboards.internal.grafana.Notes;

import java.util.List;
import java.util.Locale;

/**
 * A dashboard of any generation of Grafana's JSON as it will be stored, and what had to be done for
 * that.
 *
 * @param uid the dashboard's own, else made of its title
 * @param json in the classic form, with every field that Gnomon does not know
 * @param panels how many it has, rows not counted
 * @param converted what has another form now, one sentence each
 * @param notConverted what it asks for and does not get, one sentence each
 */
public record DashboardImport(
        String uid,
        String title,
        String json,
        int panels,
        List<String> converted,
        List<String> notConverted) {
    private static final int UID_MAX = 64;

    /**
     * Reads a dashboard, alone or wrapped as Grafana's API and exports wrap it. Stores nothing.
     *
     * @throws RequestRefused INVALID when it is no dashboard
     */
    public static DashboardImport read(String text) throws RequestRefused {
        Notes notes = new Notes();
        ObjectNode dashboard = ClassicForm.of(Json.object(text), notes);
        String title = dashboard.path("title").asText("");
        String own = dashboard.path("uid").asText("");
        String uid = own.matches("[A-Za-z0-9_-]{1,64}") ? own : uidOf(title);
        dashboard.put("uid", uid);
        int panels = 0;
        for (ObjectNode panel : ClassicForm.panels(dashboard)) {
            panels += panel.path("type").asText().equals("row") ? 0 : 1;
        }
        return new DashboardImport(
                uid,
                title.isEmpty() ? uid : title,
                Json.text(dashboard),
                panels,
                notes.converted(),
                notes.notConverted());
    }

    private static String uidOf(String title) {
        String words =
                title.toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9]+", "-")
                        .replaceAll("^-|-$", "");
        String uid = words.isEmpty() ? "dashboard" : words;
        return uid.substring(0, Math.min(UID_MAX, uid.length()));
    }
}
