package io.gnomon.model.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Files that fit a pattern, with the rules of Go's filepath.Glob: {@code *} is any run of
 * characters in one part of the path, {@code ?} one character, {@code [a-z]} and {@code [^a-z]} one
 * of a class, a backslash takes the next character as it is.
 */
public final class FileGlob {
    private FileGlob() {}

    /**
     * What is there now, sorted by path. Folders that cannot be read count as empty.
     *
     * @throws IllegalArgumentException when the pattern is broken
     */
    public static List<Path> find(String pattern) {
        Path path;
        try {
            path = Path.of(pattern);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("\"" + pattern + "\" is not a path", e);
        }
        Path root = path.getRoot();
        List<Path> found = List.of(root == null ? Path.of("") : root);
        for (Path part : path) {
            found = below(found, part.toString());
        }
        return found.stream().filter(Files::exists).toList();
    }

    private static List<Path> below(List<Path> folders, String part) {
        if (part.chars().noneMatch(c -> "*?[\\".indexOf(c) >= 0)) {
            return folders.stream().map(folder -> folder.resolve(part)).toList();
        }
        Pattern regex = regex(part);
        List<Path> found = new ArrayList<>();
        for (Path folder : folders) {
            try (Stream<Path> children = Files.list(folder)) {
                children.map(child -> folder.resolve(child.getFileName()))
                        .filter(child -> regex.matcher(child.getFileName().toString()).matches())
                        .sorted()
                        .forEach(found::add);
            } catch (IOException e) {
                // As in Go, a folder that cannot be listed has nothing to offer.
            }
        }
        return found;
    }

    private static Pattern regex(String part) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            switch (c) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                case '[' -> {
                    int end = part.indexOf(']', i + 2);
                    if (end < 0) {
                        throw new IllegalArgumentException(
                                "\"" + part + "\" has a [ without its ]");
                    }
                    regex.append('[')
                            .append(
                                    part.substring(i + 1, end)
                                            .replace("[", "\\[")
                                            .replace("&", "\\&"))
                            .append(']');
                    i = end;
                }
                case '\\' -> {
                    i++;
                    if (i == part.length()) {
                        throw new IllegalArgumentException("\"" + part + "\" ends in a backslash");
                    }
                    regex.append(Pattern.quote(part.substring(i, i + 1)));
                }
                default -> regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }
}
