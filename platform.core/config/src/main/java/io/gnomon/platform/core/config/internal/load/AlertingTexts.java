package io.gnomon.platform.core.config.internal.load;

import io.gnomon.platform.core.config.WrittenFolder.VersionConflict;
import io.gnomon.platform.core.config.WrittenFolder.WrittenFile;
import io.gnomon.platform.core.config.internal.load.WrittenFiles.Change;
import io.gnomon.platform.core.config.internal.load.WrittenFiles.Reload;
import io.gnomon.spi.settings.SettingsException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** alertmanager.yml and the fragments below it, read and written together. Any thread. */
final class AlertingTexts {
    private final WrittenFiles main;
    private final WrittenFiles fragments;
    private final Reload reload;

    /**
     * @param main alertmanager.yml
     */
    AlertingTexts(WrittenFiles main, WrittenFiles fragments, Reload reload) {
        this.main = main;
        this.fragments = fragments;
        this.reload = reload;
    }

    /** A file in its folder. */
    record Place(WrittenFiles folder, WrittenFile file) {
        Path path() {
            return folder.folder().resolve(file.name());
        }

        boolean isWritable() {
            return Files.isWritable(path()) && Files.isWritable(path().resolveSibling(""));
        }

        /**
         * @param text null for no file
         */
        Change becomes(@Nullable String text) {
            return new Change(folder, file.name(), file, text);
        }
    }

    /** What becomes of the files as they are now. */
    interface Plan {
        List<Change> of(List<Place> places) throws SettingsException, VersionConflict, IOException;
    }

    /** alertmanager.yml, when there is one, then the fragments in the order in which they count. */
    List<Place> places() throws IOException {
        List<Place> places = new ArrayList<>();
        for (WrittenFiles folder : List.of(main, fragments)) {
            folder.files().forEach(file -> places.add(new Place(folder, file)));
        }
        return places;
    }

    boolean isMain(Place place) {
        return place.folder == main;
    }

    WrittenFiles fragments() {
        return fragments;
    }

    /** Puts a plan in force; nobody else changes the files meanwhile. */
    void change(Plan plan) throws SettingsException, VersionConflict, IOException {
        synchronized (main) {
            synchronized (fragments) {
                WrittenFiles.putInForce(plan.of(places()), reload);
            }
        }
    }
}
