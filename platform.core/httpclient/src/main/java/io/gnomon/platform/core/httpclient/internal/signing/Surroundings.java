package io.gnomon.platform.core.httpclient.internal.signing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.UnaryOperator;

/**
 * Where credentials are sought.
 *
 * @param outside asks identity services, through the proxy of the settings if there is one
 * @param nearby asks this machine and its container, never through a proxy
 * @param environment value of a variable, empty when it is not set
 * @param machine URL of the metadata service that each machine of a cloud has
 */
public record Surroundings(
        Asking outside,
        Asking nearby,
        UnaryOperator<String> environment,
        InstantSource clock,
        String machine)
        implements AutoCloseable {
    /** The address of metadata services of Amazon and Microsoft. */
    public static final String MACHINE = "http://169.254.169.254";

    String variable(String name) {
        return environment.apply(name);
    }

    /** Text of a file that has credentials. */
    static String text(String file) throws IOException {
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException | InvalidPathException e) {
            throw new IOException("unable to read credentials of " + file, e);
        }
    }

    @Override
    public void close() {
        outside.close();
        nearby.close();
    }
}
