package io.gnomon.platform.tsdb.internal.tools;

import io.gnomon.model.storage.StorageException;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.util.spi.ToolProvider;

/** A tool that says in one sentence why it failed. */
abstract class FolderTool implements ToolProvider {
    private final String name;

    FolderTool(String subCommand) {
        this.name = "gnomon tsdb " + subCommand;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final int run(PrintWriter out, PrintWriter err, String... arguments) {
        try {
            run(new Arguments(arguments), out, err);
            return 0;
        } catch (ToolException | StorageException e) {
            err.println(name + ": " + e.getMessage());
        } catch (NoSuchFileException e) {
            err.println(name + ": there is no " + e.getMessage());
        } catch (IOException e) {
            String message = e.getMessage();
            err.println(name + ": " + (message == null ? e.toString() : message));
        } finally {
            out.flush();
        }
        return 1;
    }

    /** Does it, or throws the reason. */
    abstract void run(Arguments arguments, PrintWriter out, PrintWriter err)
            throws ToolException, StorageException, IOException;
}
