package io.gnomon.platform.core.config.internal.load;

import io.gnomon.platform.core.config.ReceiverFiles;
import io.gnomon.platform.core.config.WrittenFolder;
import io.gnomon.platform.core.config.WrittenFolder.VersionConflict;
import io.gnomon.platform.core.config.WrittenFolder.WrittenFile;
import io.gnomon.platform.core.config.alerting.WrittenReceiver;
import io.gnomon.platform.core.config.alerting.WrittenReceiver.Channel;
import io.gnomon.spi.settings.SettingsException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Looks through alertmanager.yml, then through the fragments. */
final class ReceiverFilesOnDisk implements ReceiverFiles {
    private final List<WrittenFolder> folders;

    /**
     * @param folders in which receivers stand
     */
    ReceiverFilesOnDisk(WrittenFolder... folders) {
        this.folders = List.of(folders);
    }

    private record Found(WrittenFolder folder, WrittenFile file, WrittenReceiver receiver) {}

    private @Nullable Found look(String name) throws IOException, SettingsException {
        for (WrittenFolder folder : folders) {
            for (WrittenFile file : folder.files()) {
                String path = folder.folder().resolve(file.name()).toString();
                WrittenReceiver receiver = WrittenReceiver.find(path, file.text(), name);
                if (receiver != null) {
                    return new Found(folder, file, receiver);
                }
            }
        }
        return null;
    }

    @Override
    public @Nullable ReceiverFile find(String name) throws IOException, SettingsException {
        Found found = look(name);
        if (found == null) {
            return null;
        }
        Path folder = found.folder.folder();
        Path file = folder.resolve(found.file.name());
        boolean writable = Files.isWritable(file) && Files.isWritable(folder);
        return new ReceiverFile(file, found.file.version(), writable, found.receiver);
    }

    @Override
    public void write(String name, List<Channel> channels, String known)
            throws SettingsException, VersionConflict, IOException {
        Found found = look(name);
        if (found == null) {
            throw new VersionConflict("there is no receiver \"" + name + "\" any more");
        }
        WrittenFile _ = found.folder.write(found.file.name(), found.receiver.with(channels), known);
    }
}
