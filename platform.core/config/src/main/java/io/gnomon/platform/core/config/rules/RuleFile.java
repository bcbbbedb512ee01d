package io.gnomon.platform.core.config.rules;

import io.gnomon.model.query.QueryLanguage;
import io.gnomon.platform.core.config.ValidationScheme;
import io.gnomon.platform.core.config.internal.load.ConfigReader;
import io.gnomon.spi.settings.SettingsException;

import java.util.List;

/**
 * A rule file that has been checked, in the format of Prometheus ({@code
 * docs/configuration/recording_rules.md} there).
 *
 * @param file its name, empty when it is not a file
 * @param warnings what was accepted but does not do what its author may expect; a sentence with its
 *     place each
 */
public record RuleFile(String file, List<RuleGroup> groups, List<String> warnings) {
    /**
     * What a rule file may say.
     *
     * @param language checks the expressions
     * @param names which names are valid
     * @param ignoreUnknownKeys unknown keys are not a mistake
     */
    public record Dialect(
            QueryLanguage language, ValidationScheme names, boolean ignoreUnknownKeys) {}

    /**
     * Reads a file.
     *
     * @throws SettingsException as {@link #parse}, and when the file cannot be read
     */
    public static RuleFile read(String file, Dialect dialect) throws SettingsException {
        return parse(file, ConfigReader.text(file), dialect);
    }

    /**
     * Reads a text.
     *
     * @param file its name for the places
     * @throws SettingsException with all problems of the first step that found some: syntax, keys
     *     and types, meaning
     */
    public static RuleFile parse(String file, String yaml, Dialect dialect)
            throws SettingsException {
        return new RuleFileReader(file, dialect).read(yaml);
    }

    /** Number of rules in all groups. */
    public int ruleCount() {
        return groups.stream().mapToInt(group -> group.rules().size()).sum();
    }
}
