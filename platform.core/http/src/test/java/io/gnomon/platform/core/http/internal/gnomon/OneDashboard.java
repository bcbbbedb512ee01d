package io.gnomon.platform.core.http.internal.gnomon;

import io.gnomon.platform.core.dashboards.DashboardStore;
import io.gnomon.platform.core.dashboards.LibraryPanels;
import io.gnomon.spi.runtime.Registration;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.Consumer;

/** A store that has the dashboard "one"; it is not changed. */
public final class OneDashboard implements DashboardStore {
    @Override
    public List<Summary> list() {
        return List.of(new Summary("one", "One", List.of(), "", false, List.of()));
    }

    @Override
    public @Nullable Dashboard get(String uid) {
        return uid.equals("one") ? new Dashboard(uid, "{\"panels\":[]}", 1, false, true) : null;
    }

    @Override
    public long save(String uid, String json, long version, Change by) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long saveInto(String folder, String uid, String json, long version, Change by) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void delete(String uid) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Version> versions(String uid) {
        return List.of();
    }

    @Override
    public @Nullable String versionJson(String uid, long number) {
        return null;
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
