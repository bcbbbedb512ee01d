package io.gnomon.transformations.organize.internal;

import io.gnomon.model.frame.DataFrame;
import io.gnomon.model.frame.Field;
import io.gnomon.spi.transformation.Transformation;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Hides, reorders and renames the fields of each frame. */
final class Organize implements Transformation {
    private static final String DISPLAY_NAME = "displayName";

    private final OrganizeOptions options;

    Organize(OrganizeOptions options) {
        this.options = options;
    }

    @Override
    public List<DataFrame> apply(List<DataFrame> frames) {
        return frames.stream().map(this::organized).toList();
    }

    private DataFrame organized(DataFrame frame) {
        Stream<Field> fields =
                frame.fields().stream()
                        .filter(field -> isShown(name(field)))
                        .sorted(Comparator.comparingInt(field -> place(name(field))))
                        .map(this::renamed);
        return new DataFrame(
                frame.refId(),
                frame.name(),
                frame.kind(),
                frame.rows(),
                fields.toList(),
                frame.notices());
    }

    private static String name(Field field) {
        return field.config().get(DISPLAY_NAME) instanceof String shown ? shown : field.name();
    }

    private boolean isShown(String name) {
        boolean included =
                options.includeByName().isEmpty()
                        || options.includeByName().getOrDefault(name, false);
        return included && !options.excludeByName().getOrDefault(name, false);
    }

    /** Fields without a place come last; the sort is stable, so they keep their order. */
    private int place(String name) {
        return options.indexByName().getOrDefault(name, Integer.MAX_VALUE);
    }

    private Field renamed(Field field) {
        String to = options.renameByName().getOrDefault(name(field), "");
        if (to.isEmpty()) {
            return field;
        }
        Map<String, Object> config = new HashMap<>(field.config());
        config.put(DISPLAY_NAME, to);
        return new Field(field.name(), field.column(), field.labels(), config);
    }
}
