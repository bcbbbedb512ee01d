package io.gnomon.model.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class FileGlobTest {
    @TempDir Path folder;

    @BeforeEach
    void files() throws IOException {
        for (String name : List.of("a/1.yml", "a/2.json", "b/1.yml", "b/x+y.yml", "c.yml")) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.createFile(file);
        }
    }

    private List<String> find(String pattern) {
        return FileGlob.find(folder + "/" + pattern).stream()
                .map(file -> folder.relativize(file).toString())
                .toList();
    }

    @Test
    void findsWhatFits() {
        assertEquals(List.of("a/1.yml"), find("a/1.yml"));
        assertEquals(List.of("a/1.yml", "a/2.json"), find("a/*"));
        assertEquals(List.of("a/1.yml", "b/1.yml"), find("?/1.yml"));
        assertEquals(List.of("a/1.yml", "b/1.yml", "b/x+y.yml"), find("*/*.yml"));
        assertEquals(List.of("b/x+y.yml"), find("b/[a-z]+*.yml"));
        assertEquals(List.of("b/1.yml"), find("b/[^a-z]*.yml"));
        assertEquals(List.of("c.yml"), find("\\c.yml"));
    }

    @Test
    void findsNothingWhereNothingIs() {
        assertEquals(List.of(), find("a/9.yml"));
        assertEquals(List.of(), find("absent/*.yml"));
        assertEquals(List.of(), find("a/*.YML"));
    }

    @Test
    void refusesBrokenPatterns() {
        assertThrows(IllegalArgumentException.class, () -> find("a/[bc"));
        assertThrows(IllegalArgumentException.class, () -> find("a\\"));
    }
}
