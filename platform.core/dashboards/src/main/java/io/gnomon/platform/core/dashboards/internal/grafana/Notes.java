package io.gnomon.platform.core.dashboards.internal.grafana;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What happened to a dashboard while it was read: one sentence each, none twice. One thread. */
public final class Notes {
    private final Set<String> converted = new LinkedHashSet<>();
    private final Set<String> notConverted = new LinkedHashSet<>();

    /** Something that has another form now. */
    public void converted(String sentence) {
        converted.add(sentence);
    }

    void notConverted(String sentence) {
        notConverted.add(sentence);
    }

    /** What has another form now. */
    public List<String> converted() {
        return List.copyOf(converted);
    }

    /** What Gnomon does not do, though the dashboard asks for it. */
    public List<String> notConverted() {
        return List.copyOf(notConverted);
    }
}
