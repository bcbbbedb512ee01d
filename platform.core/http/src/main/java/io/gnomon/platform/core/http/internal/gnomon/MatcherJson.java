package io.gnomon.platform.core.http.internal.gnomon;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;

import io.gnomon.model.labels.Matcher;
import io.gnomon.platform.core.config.alerting.MatcherSyntax;
import io.gnomon.platform.core.http.internal.routing.HttpError;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Matchers as a list of texts such as {@code job="node"}. */
final class MatcherJson {
    private MatcherJson() {}

    static void write(JsonGenerator json, String field, List<Matcher> matchers) throws IOException {
        json.writeArrayFieldStart(field);
        for (Matcher matcher : matchers) {
            json.writeString(MatcherSyntax.format(matcher));
        }
        json.writeEndArray();
    }

    /** At least one matcher in the field "matchers" of a body. */
    static List<Matcher> read(JsonNode body) throws HttpError {
        List<Matcher> matchers = new ArrayList<>();
        for (JsonNode text : body.path("matchers")) {
            try {
                matchers.addAll(MatcherSyntax.FALLBACK.parse(text.asText()));
            } catch (IllegalArgumentException e) {
                throw invalid(String.valueOf(e.getMessage()));
            }
        }
        if (matchers.isEmpty()) {
            throw invalid("must be a list of matchers such as \"job=\\\"node\\\"\"");
        }
        return matchers;
    }

    private static HttpError invalid(String why) {
        return HttpError.invalid(
                "\"matchers\" " + why, List.of(new HttpError.Problem("/matchers", why)));
    }
}
