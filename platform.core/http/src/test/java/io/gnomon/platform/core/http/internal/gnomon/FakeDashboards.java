package io.gnomon.platform.core.http.internal.gnomon;

import io.gnomon.platform.core.dashboards.DashboardStore;
import io.gnomon.platform.core.dashboards.LibraryPanels;
import io.gnomon.platform.core.dashboards.RequestRefused;
import io.gnomon.platform.core.dashboards.RequestRefused.Kind;
import io.gnomon.spi.runtime.Registration;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Dashboards in memory, all at the top of the folder; what was saved is noted. */
public final class FakeDashboards implements DashboardStore {
    /** {@code uid json version author: message} of each save that was not refused. */
    final List<String> saved = new ArrayList<>();

    private static final Comparator<Version> NEWEST_FIRST =
            Comparator.comparingLong(Version::number).reversed();

    private final Map<String, Dashboard> byUid = new TreeMap<>();
    private final Map<String, Map<Version, String>> history = new TreeMap<>();

    /** Puts a dashboard there in this version. */
    public void put(String uid, String json, long version) {
        byUid.put(uid, new Dashboard(uid, json, version, false, true));
    }

    /** Puts a version into the history of a dashboard. */
    void remember(String uid, Version version, String json) {
        history.computeIfAbsent(uid, key -> new TreeMap<>(NEWEST_FIRST)).put(version, json);
    }

    @Override
    public List<Summary> list() {
        return byUid.keySet().stream()
                .map(uid -> new Summary(uid, uid, List.of(), "", false, true, List.of()))
                .toList();
    }

    @Override
    public @Nullable Dashboard get(String uid) {
        return byUid.get(uid);
    }

    @Override
    public long saveInto(String folder, String uid, String json, long version, Change by)
            throws RequestRefused {
        Dashboard before = byUid.get(uid);
        if (version != (before == null ? 0 : before.version())) {
            throw new RequestRefused(Kind.CONFLICT, uid + " has another version");
        }
        saved.add("%s %s %d %s: %s".formatted(uid, json, version, by.author(), by.message()));
        put(uid, json, version + 1);
        return version + 1;
    }

    @Override
    public void delete(String uid) throws RequestRefused {
        if (byUid.remove(uid) == null) {
            throw new RequestRefused(Kind.NOT_FOUND, "there is no dashboard " + uid);
        }
    }

    @Override
    public List<Version> versions(String uid) {
        return List.copyOf(history.getOrDefault(uid, Map.of()).keySet());
    }

    @Override
    public @Nullable String versionJson(String uid, long number) {
        return history.getOrDefault(uid, Map.of()).entrySet().stream()
                .filter(version -> version.getKey().number() == number)
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    @Override
    public LibraryPanels library() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Registration onChange(Consumer<String> listener) {
        return () -> {};
    }
}
