package io.gnomon.platform.core.launcher;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.Callable;

/** {@code gnomon restore FOLDER}: makes a data directory from a backup. */
@Command(
        name = "restore",
        description =
                "Makes a new data directory from a backup, after reading and checking all of it.",
        mixinStandardHelpOptions = true)
final class RestoreCommand implements Callable<Integer> {
    @Option(
            names = "--storage.tsdb.path",
            defaultValue = "data/",
            paramLabel = "DIR",
            description = "The data directory to make, new or empty; default data/.")
    private Path data = Path.of("data");

    @Parameters(paramLabel = "FOLDER", description = "The backup.")
    private Path backup = Path.of("");

    @Override
    public Integer call() {
        try {
            Backup.refuseUnlessEmpty(data);
            List<Path> files = BackupManifest.verified(backup);
            for (Path file : files) {
                Path target = data.resolve(backup.relativize(file).toString());
                Path parent = target.getParent();
                if (parent != null) {
                    Files.createDirectories(parent);
                }
                Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
            }
            System.out.println(
                    "%s: %d files restored; start the server with --storage.tsdb.path=%s"
                            .formatted(data, files.size(), data));
            return 0;
        } catch (IOException e) {
            System.err.println("gnomon restore: " + e.getMessage());
            return 1;
        }
    }
}
