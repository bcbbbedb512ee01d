package io.gnomon.platform.core.remote.internal.otlp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.Exemplar;
import io.gnomon.platform.core.promformat.remote.DoubleList;
import io.gnomon.platform.core.promformat.remote.MessageException;
import io.gnomon.platform.core.promformat.remote.OtlpAttributes;
import io.gnomon.platform.core.promformat.remote.OtlpMetric;
import io.gnomon.platform.core.promformat.remote.OtlpMetric.Kind;
import io.gnomon.platform.core.promformat.remote.OtlpPoint;
import io.gnomon.platform.core.promformat.remote.OtlpReader;

import java.io.IOException;
import java.util.Locale;

/**
 * Reads requests in JSON as {@link OtlpReader} does those in protobuf (protobuf's JSON mapping, but
 * ids in hexadecimal: opentelemetry.io/docs/specs/otlp, JSON Protobuf Encoding). For one thread.
 */
final class OtlpJson {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long NANOS_A_MILLI = 1_000_000;

    /** Values in values; more are refused. */
    private static final int MAX_DEPTH = 32;

    private final OtlpAttributes attributes = new OtlpAttributes();
    private final OtlpPoint point = new OtlpPoint();

    /**
     * Reads a request.
     *
     * @throws MessageException when it is not JSON or not such a request; what came before was
     *     handed out
     */
    void read(byte[] body, int length, OtlpReader.Visitor visitor) throws MessageException {
        JsonNode root;
        try {
            root = JSON.readTree(body, 0, length);
        } catch (JsonProcessingException e) {
            throw new MessageException("the request is not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new MessageException("the request is not JSON: " + e.getMessage());
        }
        for (JsonNode resource : root.path("resourceMetrics")) {
            readAttributes(resource.path("resource").path("attributes"));
            visitor.resource(attributes);
            for (JsonNode scope : resource.path("scopeMetrics")) {
                readScope(scope, visitor);
            }
            visitor.resourceEnd();
        }
    }

    private void readScope(JsonNode node, OtlpReader.Visitor visitor) throws MessageException {
        JsonNode scope = node.path("scope");
        readAttributes(scope.path("attributes"));
        visitor.scope(
                scope.path("name").asText(),
                scope.path("version").asText(),
                node.path("schemaUrl").asText(),
                attributes);
        for (JsonNode metric : node.path("metrics")) {
            readMetric(metric, visitor);
        }
    }

    private void readMetric(JsonNode node, OtlpReader.Visitor visitor) throws MessageException {
        Kind kind = Kind.NONE;
        JsonNode data = node.path("none");
        for (Kind one : Kind.values()) {
            JsonNode found = node.path(key(one));
            if (found.isObject()) {
                kind = one;
                data = found;
            }
        }
        String temporality = data.path("aggregationTemporality").asText();
        visitor.metric(
                new OtlpMetric(
                        node.path("name").asText(),
                        node.path("description").asText(),
                        node.path("unit").asText(),
                        kind,
                        temporality.equals("1") || temporality.endsWith("_DELTA"),
                        temporality.equals("2") || temporality.endsWith("_CUMULATIVE"),
                        data.path("isMonotonic").asBoolean()));
        for (JsonNode one : data.path("dataPoints")) {
            readPoint(one);
            visitor.point(point);
        }
    }

    private static String key(Kind kind) {
        return switch (kind) {
            case NONE -> "none";
            case EXPONENTIAL_HISTOGRAM -> "exponentialHistogram";
            case GAUGE, SUM, HISTOGRAM, SUMMARY -> kind.name().toLowerCase(Locale.ROOT);
        };
    }

    private void readPoint(JsonNode node) throws MessageException {
        point.clear();
        readAttributes(node.path("attributes"), point.attributes);
        point.startTimeMillis = whole(node.path("startTimeUnixNano")) / NANOS_A_MILLI;
        point.timeMillis = whole(node.path("timeUnixNano")) / NANOS_A_MILLI;
        point.flags(whole(node.path("flags")));
        point.value = value(node);
        point.count = number(node.path("count"));
        point.hasSum = node.hasNonNull("sum");
        point.sum = number(node.path("sum"));
        readNumbers(node.path("explicitBounds"), point.bounds);
        readNumbers(node.path("bucketCounts"), point.counts);
        for (JsonNode quantile : node.path("quantileValues")) {
            point.quantiles.add(number(quantile.path("quantile")));
            point.quantileValues.add(number(quantile.path("value")));
        }
        point.scale = (int) whole(node.path("scale"));
        point.zeroCount = number(node.path("zeroCount"));
        point.zeroThreshold = number(node.path("zeroThreshold"));
        point.positiveOffset = (int) whole(node.path("positive").path("offset"));
        readNumbers(node.path("positive").path("bucketCounts"), point.positiveCounts);
        point.negativeOffset = (int) whole(node.path("negative").path("offset"));
        readNumbers(node.path("negative").path("bucketCounts"), point.negativeCounts);
        for (JsonNode exemplar : node.path("exemplars")) {
            readExemplar(exemplar);
        }
    }

    private static double value(JsonNode node) throws MessageException {
        return node.hasNonNull("asInt") ? whole(node.get("asInt")) : number(node.path("asDouble"));
    }

    private void readExemplar(JsonNode node) throws MessageException {
        readAttributes(node.path("filteredAttributes"));
        Labels labels =
                OtlpPoint.exemplarLabels(
                        node.path("traceId").asText().toLowerCase(Locale.ROOT),
                        node.path("spanId").asText().toLowerCase(Locale.ROOT),
                        attributes);
        point.exemplars.add(
                new Exemplar(
                        labels, value(node), whole(node.path("timeUnixNano")) / NANOS_A_MILLI));
    }

    private static void readNumbers(JsonNode list, DoubleList into) throws MessageException {
        for (JsonNode item : list) {
            into.add(number(item));
        }
    }

    /** A whole number, which may be written as a text; 0 when there is none. */
    private static long whole(JsonNode node) throws MessageException {
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            return node.longValue();
        }
        String text = node.asText();
        try {
            return text.isEmpty() || node.isNull() ? 0 : Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new MessageException("\"" + text + "\" is not a whole number");
        }
    }

    /** A number, NaN and infinity as texts; 0 when there is none. */
    private static double number(JsonNode node) throws MessageException {
        if (node.isNumber()) {
            return node.doubleValue();
        }
        String text = node.asText();
        try {
            return text.isEmpty() || node.isNull() ? 0 : Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new MessageException("\"" + text + "\" is not a number");
        }
    }

    private void readAttributes(JsonNode list) throws MessageException {
        readAttributes(list, attributes);
    }

    private static void readAttributes(JsonNode list, OtlpAttributes into) throws MessageException {
        into.clear();
        for (JsonNode pair : list) {
            JsonNode value = pair.path("value");
            String text =
                    value.hasNonNull("stringValue")
                            ? value.get("stringValue").asText()
                            : value.hasNonNull("bytesValue")
                                    ? value.get("bytesValue").asText()
                                    : plain(value, 1);
            into.add(pair.path("key").asText(), text.equals("null") ? "" : text);
        }
    }

    /** A value as JSON without the names of its kinds. */
    private static String plain(JsonNode value, int depth) throws MessageException {
        if (depth > MAX_DEPTH) {
            throw new MessageException("attributes are nested deeper than " + MAX_DEPTH);
        }
        StringBuilder json = new StringBuilder();
        if (value.has("arrayValue")) {
            for (JsonNode item : value.get("arrayValue").path("values")) {
                json.append(json.isEmpty() ? "" : ",").append(plain(item, depth + 1));
            }
            return "[" + json + "]";
        }
        if (value.has("kvlistValue")) {
            for (JsonNode pair : value.get("kvlistValue").path("values")) {
                json.append(json.isEmpty() ? "" : ",");
                json.append(pair.path("key")).append(':');
                json.append(plain(pair.path("value"), depth + 1));
            }
            return "{" + json + "}";
        }
        if (value.has("intValue")) {
            return Long.toString(whole(value.get("intValue")));
        }
        for (String kind : new String[] {"stringValue", "boolValue", "doubleValue", "bytesValue"}) {
            if (value.has(kind)) {
                return value.get(kind).toString();
            }
        }
        return "null";
    }
}
