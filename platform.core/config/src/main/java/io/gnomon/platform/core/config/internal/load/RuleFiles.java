package io.gnomon.platform.core.config.internal.load;

import io.gnomon.model.text.FileGlob;
import io.gnomon.platform.core.config.rules.RuleFile;
import io.gnomon.platform.core.config.rules.RuleFile.Dialect;
import io.gnomon.spi.settings.SettingsException;
import io.gnomon.spi.settings.SettingsException.Problem;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The rule files that a configuration names. */
final class RuleFiles {
    private RuleFiles() {}

    /**
     * Files that the patterns find, and those of a folder, each once; as in Prometheus a pattern
     * may find none.
     */
    static List<String> find(List<String> patterns, Path folder) {
        Set<String> files = new LinkedHashSet<>();
        for (String pattern : patterns) {
            FileGlob.find(pattern).forEach(file -> files.add(file.toString()));
        }
        files.addAll(ConfigReader.files(folder));
        return List.copyOf(files);
    }

    /**
     * Reads files.
     *
     * @throws SettingsException with the problems of all of them
     */
    static List<RuleFile> read(List<String> files, Dialect dialect) throws SettingsException {
        List<RuleFile> read = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (String file : files) {
            try {
                read.add(RuleFile.read(file, dialect));
            } catch (SettingsException e) {
                problems.addAll(e.problems());
            }
        }
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
        return List.copyOf(read);
    }
}
