package io.gnomon.discovery.file.internal;

import io.gnomon.model.labels.Labels;
import io.gnomon.spi.discovery.TargetGroup;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The content of a target file: a list of mappings with {@code targets} and {@code labels}. */
final class TargetFile {
    private static final String FILE_PATH = "__meta_filepath";

    private final String file;

    private TargetFile(String file) {
        this.file = file;
    }

    /**
     * The groups of a file; their sources are its path and their index.
     *
     * @throws IllegalArgumentException with a sentence that names the file
     */
    static List<TargetGroup> parse(String file, String text) {
        return new TargetFile(file).groups(load(file, text));
    }

    private static @Nullable Object load(String file, String text) {
        boolean json = file.regionMatches(true, file.length() - 5, ".json", 0, 5);
        LoadSettings settings =
                LoadSettings.builder().setLabel(file).setSchema(new FailsafeSchema()).build();
        try {
            // JSON is YAML but for tabs between its values; inside its texts they are escaped.
            return new Load(settings).loadFromString(json ? text.replace('\t', ' ') : text);
        } catch (MarkedYamlEngineException e) {
            String place =
                    e.getProblemMark()
                            .map(mark -> (mark.getLine() + 1) + ":" + (mark.getColumn() + 1) + ": ")
                            .orElse(" ");
            throw new IllegalArgumentException(file + ":" + place + e.getProblem(), e);
        } catch (YamlEngineException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    private List<TargetGroup> groups(@Nullable Object content) {
        if (content == null) {
            return List.of();
        }
        if (!(content instanceof List<?> items)) {
            throw wrong("the file must be a list of target groups");
        }
        List<TargetGroup> groups = new ArrayList<>();
        for (Object item : items) {
            groups.add(group(groups.size(), item));
        }
        return List.copyOf(groups);
    }

    private TargetGroup group(int index, @Nullable Object item) {
        if (!(item instanceof Map<?, ?> keys)) {
            throw wrong("target group " + index + " must have the keys targets and labels");
        }
        List<Labels> targets = List.of();
        Labels labels = Labels.EMPTY;
        for (Map.Entry<?, ?> entry : keys.entrySet()) {
            switch (String.valueOf(entry.getKey())) {
                case "targets" -> targets = targets(index, entry.getValue());
                case "labels" -> labels = labels(index, entry.getValue());
                default ->
                        throw wrong(
                                "target group %d has the unknown key \"%s\"; valid: targets, labels"
                                        .formatted(index, entry.getKey()));
            }
        }
        return new TargetGroup(file + ":" + index, targets, labels.with(FILE_PATH, file));
    }

    private List<Labels> targets(int index, @Nullable Object value) {
        if (!(value instanceof List<?> addresses)) {
            throw wrong("targets of target group " + index + " must be a list of addresses");
        }
        List<Labels> targets = new ArrayList<>();
        for (Object address : addresses) {
            if (!(address instanceof String text)) {
                throw wrong("targets of target group " + index + " must be texts");
            }
            targets.add(Labels.of("__address__", text));
        }
        return List.copyOf(targets);
    }

    private Labels labels(int index, @Nullable Object value) {
        if (!(value instanceof Map<?, ?> pairs)) {
            throw wrong("labels of target group " + index + " must be names and values");
        }
        Labels.Builder labels = Labels.builder();
        for (Map.Entry<?, ?> pair : pairs.entrySet()) {
            if (!(pair.getKey() instanceof String name) || name.isEmpty()) {
                throw wrong("target group " + index + " has a label without a name");
            }
            if (!(pair.getValue() instanceof String text)) {
                throw wrong("label " + name + " of target group " + index + " must be a text");
            }
            labels.set(name, text);
        }
        return labels.build();
    }

    private IllegalArgumentException wrong(String sentence) {
        return new IllegalArgumentException(file + ": " + sentence);
    }
}
