package io.gnomon.platform.core.launcher.promtool;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

import java.nio.file.Files;
import java.nio.file.Path;

/** Name of a file that is there; an empty one stands for none. */
final class ExistingFile implements ITypeConverter<String> {
    @Override
    public String convert(String name) {
        if (name.isEmpty()) {
            return name;
        }
        Path file = Path.of(name);
        if (!Files.exists(file)) {
            throw new TypeConversionException("path '" + name + "' does not exist");
        }
        if (Files.isDirectory(file)) {
            throw new TypeConversionException("'" + name + "' is a directory");
        }
        return name;
    }
}
