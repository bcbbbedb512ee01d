package io.gnomon.model.frame;

/** What the values of a column are. */
public enum FieldType {
    TIME,
    NUMBER,
    TEXT,
    BOOLEAN,
    JSON
}
