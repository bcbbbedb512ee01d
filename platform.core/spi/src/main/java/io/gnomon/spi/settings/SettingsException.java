package io.gnomon.spi.settings;

import io.gnomon.model.text.TextPosition;

import java.util.List;
import java.util.stream.Collectors;

/** What a user wrote is not valid; each problem says where, what and what would be. */
public final class SettingsException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    public SettingsException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }

    /**
     * One thing that is wrong.
     *
     * @param path JSON pointer to the value, such as {@code /scrape_configs/0/job_name}
     * @param message a sentence without the place
     */
    public record Problem(String path, TextPosition position, String message) {
        @Override
        public String toString() {
            return position + ": " + message;
        }
    }
}
