package io.gnomon.platform.core.http.internal.tools;

import com.fasterxml.jackson.databind.JsonNode;

import java.io.IOException;

/** Prints answers of the API. */
interface AnswerPrinter {
    /** The data of a query. */
    void value(JsonNode data) throws IOException;

    /** A list of label sets. */
    void series(JsonNode series) throws IOException;

    /** A list of texts. */
    void texts(JsonNode texts) throws IOException;
}
