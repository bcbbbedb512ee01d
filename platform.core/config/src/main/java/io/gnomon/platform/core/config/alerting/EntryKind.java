package io.gnomon.platform.core.config.alerting;

import java.util.List;

/** What of alertmanager.yml consists of matchers and a few settings beside them. */
public enum EntryKind {
    /** A node of the routing tree; {@code labels} and the routes below it are not of the form. */
    ROUTE("route", "routes"),
    /** A rule that holds alerts back. */
    INHIBIT_RULE("inhibition rule", "inhibit_rules");

    private final String title;
    private final String list;

    EntryKind(String title, String list) {
        this.title = title;
        this.list = list;
    }

    /** As a sentence names it: "route". */
    public String title() {
        return title;
    }

    /** Key of the list in which it stands, in a fragment and below what is of its kind. */
    public String list() {
        return list;
    }

    /** What stands before {@code matchers}, once for each side. */
    List<String> prefixes() {
        return switch (this) {
            case ROUTE -> List.of("");
            case INHIBIT_RULE -> List.of("source_", "target_");
        };
    }

    /** Keys that a form has, in the order in which a new one is written. */
    public List<String> keys() {
        return switch (this) {
            case ROUTE ->
                    List.of(
                            "receiver",
                            "matchers",
                            "continue",
                            "group_by",
                            "group_wait",
                            "group_interval",
                            "repeat_interval",
                            "mute_time_intervals",
                            "active_time_intervals");
            case INHIBIT_RULE -> List.of("name", "source_matchers", "target_matchers", "equal");
        };
    }
}
