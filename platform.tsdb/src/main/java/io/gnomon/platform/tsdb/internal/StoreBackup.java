package io.gnomon.platform.tsdb.internal;

import io.gnomon.model.storage.StorageException;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * Copies the running store for {@code gnomon backup}: a snapshot, whose files are then copied so
 * that the backup shares none with the store.
 */
@Component(
        property = {
            "gnomon.backup=store",
            "gnomon.backup.files=wal",
            "gnomon.backup.files=blocks",
            "gnomon.backup.files=index"
        })
public final class StoreBackup implements ToolProvider {
    private final TsdbStorage storage;

    @Activate
    public StoreBackup(@Reference TsdbStorage storage) {
        this.storage = storage;
    }

    @Override
    public String name() {
        return "gnomon backup store";
    }

    @Override
    public int run(PrintWriter out, PrintWriter err, String... args) {
        try {
            copy(Path.of(args[0]));
            return 0;
        } catch (IOException | StorageException e) {
            err.println(e.getMessage());
            return 1;
        }
    }

    private void copy(Path target) throws StorageException, IOException {
        Path snapshot =
                storage.options()
                        .data()
                        .resolve("snapshots")
                        .resolve(new TsdbAdmin(storage).snapshot(false));
        try (Stream<Path> files = Files.walk(snapshot)) {
            for (Path file : files.toList()) {
                Path to = target.resolve(snapshot.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(to);
                } else {
                    Files.copy(file, to);
                }
            }
        } finally {
            storage.copy().delete(snapshot);
        }
    }
}
