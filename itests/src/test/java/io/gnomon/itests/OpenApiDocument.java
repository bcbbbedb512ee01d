package io.gnomon.itests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * An OpenAPI document: which operations there are with which parameters, and whether an answer fits
 * its schema. Of JSON Schema it knows what such documents of Prometheus use, and fails on the rest.
 */
final class OpenApiDocument {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Keywords that say nothing about what is valid. */
    private static final Set<String> SILENT =
            Set.of("description", "example", "examples", "title", "default");

    private final JsonNode root;
    private final Set<String> added;

    /**
     * Reads a document.
     *
     * @param added properties that our objects may have beside those of the document
     */
    OpenApiDocument(String yaml, Set<String> added) {
        root =
                JSON.valueToTree(
                        new Load(
                                        LoadSettings.builder()
                                                .setCodePointLimit(10 << 20)
                                                .setMaxAliasesForCollections(100_000)
                                                .build())
                                .loadFromString(yaml));
        this.added = added;
    }

    /** An operation and its parameters; those that must be given are true. */
    record Operation(String method, String path, Map<String, Boolean> parameters, JsonNode node) {
        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    List<Operation> operations() {
        List<Operation> all = new ArrayList<>();
        root.get("paths")
                .properties()
                .forEach(path ->
                        path.getValue()
                                .properties()
                                .forEach(one ->
                                        all.add(
                                                new Operation(
                                                        one.getKey().toUpperCase(Locale.ROOT),
                                                        path.getKey(),
                                                        parameters(one.getValue()),
                                                        one.getValue()))));
        return all;
    }

    private Map<String, Boolean> parameters(JsonNode operation) {
        Map<String, Boolean> parameters = new TreeMap<>();
        for (JsonNode given : operation.path("parameters")) {
            JsonNode parameter = resolved(given);
            parameters.put(
                    parameter.get("name").asText(), parameter.path("required").asBoolean(false));
        }
        JsonNode form =
                resolved(
                        operation
                                .path("requestBody")
                                .path("content")
                                .path("application/x-www-form-urlencoded")
                                .path("schema"));
        Set<String> required = new TreeSet<>();
        form.path("required").forEach(name -> required.add(name.asText()));
        form.path("properties")
                .properties()
                .forEach(p -> parameters.put(p.getKey(), required.contains(p.getKey())));
        return parameters;
    }

    /** What of the answer to an operation is against its schema; empty when nothing is. */
    List<String> problems(Operation operation, JsonNode answer) {
        JsonNode response = resolved(operation.node().at("/responses/200"));
        return problems(response.path("content").path("application/json").path("schema"), answer);
    }

    /** What of an error answer is against its schema. */
    List<String> errorProblems(Operation operation, JsonNode answer) {
        JsonNode response = resolved(operation.node().at("/responses/default"));
        return problems(response.path("content").path("application/json").path("schema"), answer);
    }

    private List<String> problems(JsonNode schema, JsonNode answer) {
        List<String> problems = new ArrayList<>();
        check(schema, answer, "", problems);
        return problems;
    }

    private JsonNode resolved(JsonNode node) {
        JsonNode at = node;
        while (at.has("$ref")) {
            at = root.at(at.get("$ref").asText().substring(1));
        }
        return at;
    }

    private void check(JsonNode reference, JsonNode value, String at, List<String> problems) {
        JsonNode schema = resolved(reference);
        schema.properties()
                .forEach(keyword ->
                        keyword(keyword.getKey(), keyword.getValue(), schema, value, at, problems));
    }

    private void keyword(
            String name,
            JsonNode wanted,
            JsonNode schema,
            JsonNode value,
            String at,
            List<String> problems) {
        switch (name) {
            case "type" -> {
                if (!isOfType(wanted.asText(), value)) {
                    problems.add(at + ": " + value + " is no " + wanted.asText());
                }
            }
            case "enum" -> {
                if (wanted.valueStream().noneMatch(value::equals)) {
                    problems.add(at + ": " + value + " is none of " + wanted);
                }
            }
            case "required" ->
                    wanted.forEach(key -> {
                        if (!value.has(key.asText())) {
                            problems.add(at + ": " + key.asText() + " is missing");
                        }
                    });
            case "properties" ->
                    wanted.properties()
                            .forEach(p -> {
                                if (value.has(p.getKey())) {
                                    check(
                                            p.getValue(),
                                            value.get(p.getKey()),
                                            at + "/" + p.getKey(),
                                            problems);
                                }
                            });
            case "additionalProperties" -> others(wanted, schema, value, at, problems);
            case "items" -> {
                for (int i = 0; i < value.size(); i++) {
                    check(wanted, value.get(i), at + "/" + i, problems);
                }
            }
            case "minItems" -> {
                if (value.size() < wanted.asInt()) {
                    problems.add(at + ": fewer than " + wanted);
                }
            }
            case "maxItems" -> {
                if (value.size() > wanted.asInt()) {
                    problems.add(at + ": more than " + wanted);
                }
            }
            case "anyOf", "oneOf" -> {
                long fitting =
                        wanted.valueStream().filter(one -> problems(one, value).isEmpty()).count();
                if (fitting == 0 || (name.equals("oneOf") && fitting > 1)) {
                    problems.add(at + ": " + fitting + " of " + name + " fit");
                }
            }
            case "format" -> {
                if (wanted.asText().equals("date-time") && !isTime(value.asText())) {
                    problems.add(at + ": " + value + " is no RFC 3339 time");
                }
            }
            case "minimum" -> {
                if (value.asDouble() < wanted.asDouble()) {
                    problems.add(at + ": below " + wanted);
                }
            }
            default -> {
                if (!SILENT.contains(name)) {
                    throw new IllegalStateException("this test does not know the keyword " + name);
                }
            }
        }
    }

    private void others(
            JsonNode wanted, JsonNode schema, JsonNode value, String at, List<String> problems) {
        value.properties()
                .forEach(p -> {
                    if (schema.path("properties").has(p.getKey())) {
                        return;
                    }
                    if (wanted.isObject()) {
                        check(wanted, p.getValue(), at + "/" + p.getKey(), problems);
                    } else if (!wanted.asBoolean() && !added.contains(p.getKey())) {
                        problems.add(at + ": " + p.getKey() + " is not in the document");
                    }
                });
    }

    private static boolean isOfType(String type, JsonNode value) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "boolean" -> value.isBoolean();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            default -> throw new IllegalStateException("this test does not know the type " + type);
        };
    }

    private static boolean isTime(String text) {
        try {
            return OffsetDateTime.parse(text) != null;
        } catch (DateTimeException e) {
            return false;
        }
    }
}
