package io.gnomon.platform.tsdb.internal.index;

import io.gnomon.model.labels.Labels;

import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexWriter;

/** A series as a document: for each label a field with its value, and a field of label names. */
final class SeriesDocument {
    private SeriesDocument() {}

    /** The document; only for labels that {@link #fits}. */
    static Document of(Labels labels) {
        Document document = new Document();
        for (int i = 0; i < labels.size(); i++) {
            String name = labels.name(i);
            document.add(new StringField(MatcherQueries.NAMES, name, Field.Store.NO));
            document.add(
                    new StringField(MatcherQueries.field(name), labels.value(i), Field.Store.NO));
        }
        return document;
    }

    /** False when a value is too long for Lucene: such a series is matched by itself. */
    static boolean fits(Labels labels) {
        for (int i = 0; i < labels.size(); i++) {
            if (3L * labels.value(i).length() > IndexWriter.MAX_TERM_LENGTH) {
                return false;
            }
        }
        return true;
    }
}
