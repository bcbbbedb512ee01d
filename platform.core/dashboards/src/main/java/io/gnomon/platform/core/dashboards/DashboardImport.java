package io.gnomon.platform.core.dashboards;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gnomon.platform.core.dashboards.DashboardStore.Dashboard;
import io.gnomon.platform.core.dashboards.internal.Json;
import io.gnomon.platform.core.dashboards.internal.grafana.ClassicForm;
import io.gnomon.platform.core.dashboards.internal.grafana.Notes;

import org.jspecify.annotations.Nullable;

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
    /** Leaves room for a number behind. */
    private static final int WORDS_MAX = 56;

    /** The dashboards that are there. */
    @FunctionalInterface
    public interface Saved {
        /** Null when there is none with this uid. */
        @Nullable Dashboard get(String uid);
    }

    /**
     * Reads a dashboard, alone or wrapped as Grafana's API and exports wrap it. Stores nothing.
     *
     * @param saved those that are there: a uid that is made of the title is none that belongs to a
     *     dashboard with another title
     * @throws RequestRefused INVALID when it is no dashboard
     */
    public static DashboardImport read(String text, Saved saved) throws RequestRefused {
        Notes notes = new Notes();
        ObjectNode dashboard = ClassicForm.of(Json.object(text), notes);
        String title = dashboard.path("title").asText("");
        String own = dashboard.path("uid").asText("");
        boolean valid = own.matches("[A-Za-z0-9_-]{1,64}");
        String uid = valid ? own : uidOf(title, saved);
        if (!valid && !own.isEmpty()) {
            notes.converted(
                    "the uid is \""
                            + uid
                            + "\" now: its own has other than letters, digits, _ and -, or more"
                            + " than 64");
        }
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

    private static String uidOf(String title, Saved saved) throws RequestRefused {
        String first = uidOf(title);
        String uid = first;
        for (int n = 2; isAnothers(saved.get(uid), title); n++) {
            uid = first + "-" + n;
        }
        return uid;
    }

    private static boolean isAnothers(@Nullable Dashboard there, String title)
            throws RequestRefused {
        return there != null && !Json.object(there.json()).path("title").asText("").equals(title);
    }

    private static String uidOf(String title) {
        String words =
                title.toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9]+", "-")
                        .replaceAll("^-|-$", "");
        String uid = words.isEmpty() ? "dashboard" : words;
        return uid.substring(0, Math.min(WORDS_MAX, uid.length()));
    }
}
