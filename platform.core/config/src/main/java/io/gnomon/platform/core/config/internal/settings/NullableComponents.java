package io.gnomon.platform.core.config.internal.settings;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.TypeAnnotation;
import java.lang.classfile.attribute.RecordComponentInfo;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which components of a record are marked {@code @Nullable}. Read from the class file, because
 * reflection does not show annotations whose class is not there, and bundles do not import JSpecify
 * (docs/decisions/0041).
 */
final class NullableComponents {
    private NullableComponents() {}

    /** Names of the components of the record type that may be null. */
    static Set<String> of(Class<? extends Record> type) {
        String file = type.getName().substring(type.getName().lastIndexOf('.') + 1) + ".class";
        try (InputStream in = type.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalArgumentException("the class file of " + type + " is not there");
            }
            return ClassFile.of()
                    .parse(in.readAllBytes())
                    .findAttribute(Attributes.record())
                    .orElseThrow(() -> new IllegalArgumentException(type + " is not a record"))
                    .components()
                    .stream()
                    .filter(NullableComponents::isNullable)
                    .map(component -> component.name().stringValue())
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new IllegalArgumentException("the class file of " + type + " is not readable", e);
        }
    }

    private static boolean isNullable(RecordComponentInfo component) {
        Stream<String> onType =
                component.findAttribute(Attributes.runtimeVisibleTypeAnnotations()).stream()
                        .flatMap(attribute -> attribute.annotations().stream())
                        // An empty path is the type itself, not one of its type arguments.
                        .filter(annotation -> annotation.targetPath().isEmpty())
                        .map(TypeAnnotation::annotation)
                        .map(annotation -> annotation.className().stringValue());
        return onType.anyMatch(name -> name.endsWith("/Nullable;"));
    }
}
