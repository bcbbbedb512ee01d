package io.gnomon.alerting.channels.posting;

import static org.junit.jupiter.api.Assertions.assertEquals;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;

class ShortenedTest {
    @Test
    void charactersAreCodePoints() {
        assertEquals("äöü😀", Shortened.toCharacters("äöü😀", 4));
        assertEquals("äöü…", Shortened.toCharacters("äöü😀x", 4));
        assertEquals("😀😀😀…", Shortened.toCharacters("😀".repeat(9), 4));
        assertEquals("abc", Shortened.toCharacters("abcd", 3));
    }

    @Test
    void noCharacterIsCutThrough() {
        assertEquals("äöü", Shortened.toBytes("äöü", 6));
        for (int max = 4; max < 40; max++) {
            String cut = Shortened.toBytes("ä😀".repeat(20), max);
            int bytes = cut.getBytes(UTF_8).length;
            assertEquals(cut, new String(cut.getBytes(UTF_8), UTF_8));
            assertEquals('…', cut.charAt(cut.length() - 1));
            assertEquals(true, bytes <= max && bytes > max - 4, max + ": " + bytes);
        }
    }
}
