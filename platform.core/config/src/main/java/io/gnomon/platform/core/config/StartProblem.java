package io.gnomon.platform.core.config;

/**
 * Registered as an OSGi service of this class when the configuration cannot be read at start: the
 * launcher, which waits for a service named {@code ...ConfigService} or {@code ...StartProblem},
 * prints {@link #toString} and ends the process with exit code 1.
 *
 * @param sentence one line for each problem: file, line, column and what is wrong
 */
public record StartProblem(String sentence) {
    @Override
    public String toString() {
        return sentence;
    }
}
