package io.gnomon.platform.core.config;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;

import java.util.function.Supplier;

/**
 * Registered as an OSGi service of this class by a room without which the server cannot run: the
 * configuration cannot be read, no address can be had. The launcher looks for it when all rooms
 * have started, prints {@link #toString} and ends the process with exit code 1.
 *
 * @param sentence one line for each problem, with file, line and column where there is a file
 */
public record StartProblem(String sentence) {
    /**
     * Reads flags. When they are wrong that is a problem, and the room goes on with something else
     * until the server ends.
     *
     * @param flags throws IllegalArgumentException with a sentence
     * @param otherwise what the room goes on with
     */
    public static <T extends @Nullable Object> T readFlags(
            BundleContext context, Supplier<T> flags, T otherwise) {
        try {
            return flags.get();
        } catch (IllegalArgumentException e) {
            StartProblem problem = new StartProblem(String.valueOf(e.getMessage()));
            context.registerService(StartProblem.class, problem, null);
            return otherwise;
        }
    }

    @Override
    public String toString() {
        return sentence;
    }
}
