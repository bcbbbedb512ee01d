package io.gnomon.platform.core.config;

/**
 * Registered as an OSGi service of this class by a room without which the server cannot run: the
 * configuration cannot be read, no address can be had. The launcher looks for it when all rooms
 * have started, prints {@link #toString} and ends the process with exit code 1.
 *
 * @param sentence one line for each problem, with file, line and column where there is a file
 */
public record StartProblem(String sentence) {
    @Override
    public String toString() {
        return sentence;
    }
}
