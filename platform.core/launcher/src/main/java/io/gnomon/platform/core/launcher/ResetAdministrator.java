package io.gnomon.platform.core.launcher;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/**
 * {@code gnomon user reset}: asks the server, by a file in its data directory, to give the
 * administrator a new password at its next start. Who may write there could do so anyway.
 */
@Command(
        name = "reset",
        description = "Gives the user admin a new password at the next start of the server.",
        mixinStandardHelpOptions = true)
final class ResetAdministrator implements Callable<Integer> {
    @Option(
            names = "--storage.tsdb.path",
            defaultValue = "data/",
            paramLabel = "DIR",
            description = "Data directory of the server; default data/.")
    private Path data = Path.of("data");

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (!Files.exists(data.resolve("lock"))) {
            String sentence =
                    data
                            + " is not the data directory of a server; give it with"
                            + " --storage.tsdb.path=DIR";
            if (spec == null) {
                throw new IllegalStateException(sentence);
            }
            throw new CommandLine.ParameterException(spec.commandLine(), sentence);
        }
        Path request = data.resolve("admin-reset");
        if (!Files.exists(request)) {
            Files.createFile(request);
        }
        System.out.println(
                "the user admin gets a new password when the server on "
                        + data
                        + " is started again; it stands then on the terminal or in "
                        + data.resolve("admin-password"));
        return 0;
    }
}
