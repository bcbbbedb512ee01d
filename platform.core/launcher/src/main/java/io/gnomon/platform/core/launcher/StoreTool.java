package io.gnomon.platform.core.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * A sub-command that works on a data directory by a tool of the store's bundle, see {@link Tools}.
 */
abstract class StoreTool implements Callable<Integer> {
    private final Path home;
    private final String name;

    /**
     * A sub-command.
     *
     * @param name of the tool behind {@code gnomon tsdb}
     */
    StoreTool(Path home, String name) {
        this.home = home;
        this.name = "gnomon tsdb " + name;
    }

    /** Runs a tool that reads what there is. */
    int read(Path data, List<String> arguments) throws IOException {
        if (!Files.isDirectory(data.resolve("wal")) && !Files.isDirectory(data.resolve("blocks"))) {
            System.err.println(name + ": " + data + " is not a data directory of Gnomon");
            return 1;
        }
        return run(data, arguments);
    }

    /** Runs a tool while no server is there and none can start. */
    int run(Path data, List<String> arguments) throws IOException {
        try (DataLock lock = DataLock.tryAcquire(data)) {
            if (lock == null) {
                System.err.println(
                        name
                                + ": data directory "
                                + data
                                + " is in use by a server ("
                                + DataLock.owner(data)
                                + "); stop it first");
                return Main.EXIT_LOCKED;
            }
            return new Tools(home).run(name, arguments);
        }
    }
}
