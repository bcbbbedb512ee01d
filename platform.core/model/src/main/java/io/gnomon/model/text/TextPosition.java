package io.gnomon.model.text;

/**
 * A place in a text that a user wrote.
 *
 * @param file name to show, empty when the text is not a file
 * @param line from 1
 * @param column from 1, in characters
 */
public record TextPosition(String file, int line, int column) {
    @Override
    public String toString() {
        return (file.isEmpty() ? "" : file + ":") + line + ":" + column;
    }
}
