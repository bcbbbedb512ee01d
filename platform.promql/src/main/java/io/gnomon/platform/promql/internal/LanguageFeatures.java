package io.gnomon.platform.promql.internal;

import io.gnomon.platform.promql.internal.ast.AggregateOperator;
import io.gnomon.platform.promql.internal.ast.BinaryOperator;
import io.gnomon.platform.promql.internal.ast.FunctionSignature;
import io.gnomon.platform.promql.internal.parser.Functions;
import io.gnomon.platform.promql.internal.run.EngineSettings;

import java.util.Map;
import java.util.TreeMap;

/**
 * What the language has, and whether the settings allow it. Names are those that Prometheus
 * registers (util/features; promql/parser/features.go).
 */
final class LanguageFeatures {
    private LanguageFeatures() {}

    /** By kind and name. */
    static Map<String, Map<String, Boolean>> of(EngineSettings settings) {
        return Map.of(
                "promql", language(settings),
                "promql_functions", functions(settings),
                "promql_operators", operators(settings));
    }

    private static Map<String, Boolean> language(EngineSettings settings) {
        Map<String, Boolean> parts = new TreeMap<>();
        for (String part :
                new String[] {
                    "at_modifier",
                    "bool",
                    "by",
                    "duration_expr",
                    "group_left",
                    "group_right",
                    "ignoring",
                    "negative_offset",
                    "offset",
                    "on",
                    "per_query_lookback_delta",
                    // Costs nothing here, so no flag asks for it.
                    "per_step_stats",
                    "subqueries",
                    "without"
                }) {
            parts.put(part, true);
        }
        for (String part : new String[] {"anchored", "smoothed"}) {
            parts.put(part, settings.language().extendedRanges());
        }
        for (String part : new String[] {"fill", "fill_left", "fill_right"}) {
            parts.put(part, settings.language().fill());
        }
        parts.put("delayed_name_removal", settings.delayedNameRemoval());
        parts.put("type_and_unit_labels", settings.typeAndUnitLabels());
        return parts;
    }

    private static Map<String, Boolean> functions(EngineSettings settings) {
        Map<String, Boolean> functions = new TreeMap<>();
        for (String name : Functions.names()) {
            FunctionSignature function = Functions.find(name);
            functions.put(
                    name,
                    settings.language().functions()
                            || function == null
                            || !function.experimental());
        }
        return functions;
    }

    private static Map<String, Boolean> operators(EngineSettings settings) {
        Map<String, Boolean> operators = new TreeMap<>();
        for (String text : new String[] {"=~", "!~", "@"}) {
            operators.put(text, true);
        }
        for (BinaryOperator operator : BinaryOperator.values()) {
            operators.put(operator.text(), true);
        }
        for (AggregateOperator operator : AggregateOperator.values()) {
            operators.put(
                    operator.text(), settings.language().functions() || !operator.experimental());
        }
        return operators;
    }
}
