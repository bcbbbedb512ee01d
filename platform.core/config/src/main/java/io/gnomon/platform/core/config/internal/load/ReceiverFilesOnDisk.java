package io.gnomon.platform.core.config.internal.load;

import io.gnomon.platform.core.config.ReceiverFiles;
import io.gnomon.platform.core.config.WrittenFolder.VersionConflict;
import io.gnomon.platform.core.config.WrittenFolder.WrittenFile;
import io.gnomon.platform.core.config.alerting.WrittenReceiver;
import io.gnomon.platform.core.config.alerting.WrittenReceiver.Content;
import io.gnomon.platform.core.config.alerting.WrittenRoutes;
import io.gnomon.platform.core.config.alerting.WrittenRoutes.WrittenRoute;
import io.gnomon.platform.core.config.internal.load.WrittenFiles.Change;
import io.gnomon.platform.core.config.internal.load.WrittenFiles.Reload;
import io.gnomon.spi.settings.SettingsException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Looks through alertmanager.yml, then through the fragments. */
final class ReceiverFilesOnDisk implements ReceiverFiles {
    private final WrittenFiles main;
    private final WrittenFiles fragments;
    private final Reload reload;

    /**
     * @param main alertmanager.yml
     */
    ReceiverFilesOnDisk(WrittenFiles main, WrittenFiles fragments, Reload reload) {
        this.main = main;
        this.fragments = fragments;
        this.reload = reload;
    }

    private record Place(WrittenFiles folder, WrittenFile file) {
        Path path() {
            return folder.folder().resolve(file.name());
        }
    }

    private record Found(Place place, WrittenReceiver receiver) {}

    /** What becomes of the file that has a receiver; null for no file. */
    private interface Outcome {
        @Nullable String of(WrittenReceiver receiver) throws SettingsException;
    }

    private List<Place> places() throws IOException {
        List<Place> places = new ArrayList<>();
        for (WrittenFiles folder : List.of(main, fragments)) {
            folder.files().forEach(file -> places.add(new Place(folder, file)));
        }
        return places;
    }

    private static @Nullable Found look(String name, List<Place> places) throws SettingsException {
        for (Place place : places) {
            WrittenReceiver receiver =
                    WrittenReceiver.find(place.path().toString(), place.file.text(), name);
            if (receiver != null) {
                return new Found(place, receiver);
            }
        }
        return null;
    }

    @Override
    public @Nullable ReceiverFile find(String name) throws IOException, SettingsException {
        List<Place> places = places();
        Found found = look(name, places);
        if (found == null) {
            return null;
        }
        List<WrittenRoute> routes = new ArrayList<>();
        for (Place place : places) {
            routes.addAll(WrittenRoutes.to(name, place.path().toString(), place.file.text()));
        }
        Path file = found.place.path();
        boolean writable = Files.isWritable(file) && Files.isWritable(file.resolveSibling(""));
        return new ReceiverFile(file, found.place.file.version(), writable, found.receiver, routes);
    }

    @Override
    public void write(String name, Content wanted, String known)
            throws SettingsException, VersionConflict, IOException {
        change(name, wanted.name(), known, receiver -> receiver.with(wanted));
    }

    @Override
    public void delete(String name, String replacement, String known)
            throws SettingsException, VersionConflict, IOException {
        String routed = replacement.isEmpty() ? name : replacement;
        change(name, routed, known, receiver -> receiver.without(routed));
    }

    /**
     * @param routed receiver that the routes name from now on
     */
    private void change(String name, String routed, String known, Outcome outcome)
            throws SettingsException, VersionConflict, IOException {
        synchronized (main) {
            synchronized (fragments) {
                List<Place> places = places();
                Found found = look(name, places);
                if (found == null) {
                    throw new VersionConflict("there is no receiver \"" + name + "\" any more");
                }
                WrittenFile file = found.place.file;
                if (!file.version().equals(known)) {
                    throw new VersionConflict(file.name() + " has been changed");
                }
                List<Change> changes = new ArrayList<>();
                for (Place place : places) {
                    String text =
                            place.equals(found.place)
                                    ? outcome.of(found.receiver)
                                    : WrittenRoutes.renamed(
                                            name,
                                            routed,
                                            place.path().toString(),
                                            place.file.text());
                    if (!place.file.text().equals(text)) {
                        changes.add(new Change(place.folder, place.file.name(), place.file, text));
                    }
                }
                WrittenFiles.putInForce(changes, reload);
            }
        }
    }
}
