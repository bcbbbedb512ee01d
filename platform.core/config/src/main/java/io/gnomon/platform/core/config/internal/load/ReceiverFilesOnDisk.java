package io.gnomon.platform.core.config.internal.load;

import io.gnomon.platform.core.config.ReceiverFiles;
import io.gnomon.platform.core.config.WrittenFolder.VersionConflict;
import io.gnomon.platform.core.config.WrittenFolder.WrittenFile;
import io.gnomon.platform.core.config.alerting.WrittenReceiver;
import io.gnomon.platform.core.config.alerting.WrittenReceiver.Content;
import io.gnomon.platform.core.config.alerting.WrittenRoutes;
import io.gnomon.platform.core.config.alerting.WrittenRoutes.WrittenRoute;
import io.gnomon.platform.core.config.internal.load.AlertingTexts.Place;
import io.gnomon.platform.core.config.internal.load.WrittenFiles.Change;
import io.gnomon.spi.settings.SettingsException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Looks through alertmanager.yml, then through the fragments. */
final class ReceiverFilesOnDisk implements ReceiverFiles {
    private final AlertingTexts texts;

    ReceiverFilesOnDisk(AlertingTexts texts) {
        this.texts = texts;
    }

    private record Found(Place place, WrittenReceiver receiver) {}

    /** What becomes of the file that has a receiver; null for no file. */
    private interface Outcome {
        @Nullable String of(WrittenReceiver receiver) throws SettingsException;
    }

    private static @Nullable Found look(String name, List<Place> places) throws SettingsException {
        for (Place place : places) {
            WrittenReceiver receiver =
                    WrittenReceiver.find(place.path().toString(), place.file().text(), name);
            if (receiver != null) {
                return new Found(place, receiver);
            }
        }
        return null;
    }

    @Override
    public @Nullable ReceiverFile find(String name) throws IOException, SettingsException {
        List<Place> places = texts.places();
        Found found = look(name, places);
        if (found == null) {
            return null;
        }
        List<WrittenRoute> routes = new ArrayList<>();
        for (Place place : places) {
            routes.addAll(WrittenRoutes.to(name, place.path().toString(), place.file().text()));
        }
        Place place = found.place;
        return new ReceiverFile(
                place.path(), place.file().version(), place.isWritable(), found.receiver, routes);
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
        texts.change(places -> {
            Found found = look(name, places);
            if (found == null) {
                throw new VersionConflict("there is no receiver \"" + name + "\" any more");
            }
            WrittenFile file = found.place.file();
            if (!file.version().equals(known)) {
                throw new VersionConflict(file.name() + " has been changed");
            }
            List<Change> changes = new ArrayList<>();
            for (Place place : places) {
                String was = place.file().text();
                String text =
                        place.equals(found.place)
                                ? outcome.of(found.receiver)
                                : WrittenRoutes.renamed(name, routed, place.path().toString(), was);
                if (!was.equals(text)) {
                    changes.add(place.becomes(text));
                }
            }
            return changes;
        });
    }
}
