package io.gnomon.exporters.cel.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.NullValue;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.Program;

import io.gnomon.spi.common.JsonConditions;

import org.osgi.service.component.annotations.Component;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** CEL by cel-java; values as Go's encoding/json gives them to the peer's expressions. */
@Component
public final class CelConditions implements JsonConditions {
    private static final String BODY = "body";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Cel cel =
            CelFactory.legacyCelBuilder()
                    .setOptions(
                            CelOptions.current()
                                    .enableHeterogeneousNumericComparisons(true)
                                    .build())
                    .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                    .addVar(BODY, MapType.create(SimpleType.STRING, SimpleType.DYN))
                    .build();

    @Override
    public Condition compile(String expression) {
        try {
            CelAbstractSyntaxTree tree = cel.compile(expression).getAst();
            CelType type = tree.getResultType();
            if (!type.equals(SimpleType.BOOL) && !type.equals(SimpleType.DYN)) {
                throw new IllegalArgumentException(
                        "the expression has to be true or false, and is a " + type.name());
            }
            Program program = cel.createProgram(tree);
            return json -> holds(program, json);
        } catch (CelValidationException | CelEvaluationException e) {
            throw new IllegalArgumentException(firstLine(e), e);
        }
    }

    /** The others show the expression again, with a mark below. */
    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    private static boolean holds(Program program, String json) throws IOException {
        try {
            JsonNode body = JSON.readTree(json);
            if (!body.isObject()) {
                throw new IOException("the body is not a JSON object");
            }
            if (program.eval(Map.of(BODY, value(body))) instanceof Boolean holds) {
                return holds;
            }
            throw new IOException("the expression is neither true nor false");
        } catch (JsonProcessingException e) {
            throw new IOException("the body is not JSON: " + e.getOriginalMessage(), e);
        } catch (CelEvaluationException e) {
            throw new IOException(firstLine(e), e);
        }
    }

    private static Object value(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> {
                Map<String, Object> map = new LinkedHashMap<>();
                node.properties().forEach(each -> map.put(each.getKey(), value(each.getValue())));
                yield map;
            }
            case ARRAY -> {
                List<Object> list = new ArrayList<>();
                node.forEach(each -> list.add(value(each)));
                yield list;
            }
            case NUMBER -> node.doubleValue();
            case BOOLEAN -> node.booleanValue();
            case NULL -> NullValue.NULL_VALUE;
            default -> node.textValue();
        };
    }
}
