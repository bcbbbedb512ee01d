package io.gnomon.platform.core.launcher;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

/** {@code gnomon backup FOLDER}: copies the data directory, whether the server runs or not. */
@Command(
        name = "backup",
        description =
                "Copies the whole data directory into a new folder, also while the server runs.",
        mixinStandardHelpOptions = true)
final class BackupCommand implements Callable<Integer> {
    /** What the running server is asked. */
    static final String REQUEST = "backup ";

    @Option(
            names = "--storage.tsdb.path",
            defaultValue = "data/",
            paramLabel = "DIR",
            description = "Data directory of the server; default data/.")
    private Path data = Path.of("data");

    @Parameters(paramLabel = "FOLDER", description = "Where the backup goes; new or empty.")
    private Path target = Path.of("");

    @Override
    public Integer call() throws IOException {
        Path folder = target.toAbsolutePath().normalize();
        try {
            if (!Files.isDirectory(data) || !Files.exists(data.resolve("lock"))) {
                throw new IOException(
                        data
                                + " is not the data directory of a server; give it with"
                                + " --storage.tsdb.path=DIR");
            }
            System.out.println(backup(folder));
            return 0;
        } catch (IOException e) {
            System.err.println("gnomon backup: " + e.getMessage());
            return 1;
        }
    }

    private String backup(Path folder) throws IOException {
        try (DataLock lock = DataLock.tryAcquire(data)) {
            return lock == null
                    ? ControlSocket.ask(data, REQUEST + folder)
                    : done(folder, new Backup(data).to(folder, List.of()));
        }
    }

    static String done(Path folder, long bytes) {
        return "%s: %,d bytes".formatted(folder, bytes);
    }
}
