package io.gnomon.platform.core.config.internal.load;

import io.gnomon.model.labels.Matcher;
import io.gnomon.model.labels.Regex;
import io.gnomon.model.query.QueryException;
import io.gnomon.model.query.QueryLanguage;
import io.gnomon.platform.core.config.GnomonAlerting.NoDataInhibition;
import io.gnomon.platform.core.config.alerting.InhibitRule;
import io.gnomon.platform.core.config.alerting.MatcherSyntax;
import io.gnomon.platform.core.config.rules.Rule;
import io.gnomon.platform.core.config.rules.RuleFile;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The generated inhibition: while an alert says that a target is down, alerts with its job and
 * instance that only say that there is no data are held back. Which alerts those are is read from
 * the expressions of the alerting rules.
 */
final class NoDataRule {
    private static final String NAME = "no-data";
    private static final List<String> EQUAL = List.of("job", "instance");

    private NoDataRule() {}

    /**
     * The rule, or none.
     *
     * @param warnings gets a sentence when the inhibition is on and has nothing to do
     */
    static List<InhibitRule> of(
            NoDataInhibition settings,
            List<RuleFile> files,
            @Nullable QueryLanguage language,
            Consumer<String> warnings) {
        if (!settings.enabled()) {
            return List.of();
        }
        List<Matcher> down = matchers(settings.downMatchers());
        if (down.isEmpty()) {
            down = named(files, language, NoDataRule::saysDown);
        }
        List<Matcher> noData = matchers(settings.noDataMatchers());
        if (noData.isEmpty()) {
            noData = named(files, language, NoDataRule::saysNoData);
        }
        if (down.isEmpty() || noData.isEmpty()) {
            warnings.accept(
                    "alerting.no_data_inhibition of gnomon.yml holds nothing back: no alerting rule"
                            + " "
                            + (down.isEmpty()
                                    ? "compares up with a number, and there are no down_matchers"
                                    : "is only absent(), and there are no no_data_matchers"));
            return List.of();
        }
        return List.of(new InhibitRule(NAME, withTarget(down), withTarget(noData), EQUAL, true));
    }

    private static List<Matcher> matchers(List<String> texts) {
        return texts.stream().flatMap(text -> MatcherSyntax.FALLBACK.parse(text).stream()).toList();
    }

    /** Two alerts that both miss a label would count as equal. */
    private static List<Matcher> withTarget(List<Matcher> matchers) {
        List<Matcher> all = new ArrayList<>(matchers);
        EQUAL.forEach(label -> all.add(new Matcher(Matcher.Type.NOT_EQUAL, label, "")));
        return List.copyOf(all);
    }

    /** A matcher for the names of the alerting rules that fit, none when none does. */
    private static List<Matcher> named(
            List<RuleFile> files,
            @Nullable QueryLanguage language,
            Predicate<Map<String, @Nullable Object>> fits) {
        Set<String> names = new TreeSet<>();
        for (RuleFile file : files) {
            file.groups().stream()
                    .flatMap(group -> group.rules().stream())
                    .filter(Rule.Alerting.class::isInstance)
                    .filter(rule -> language != null && fits.test(tree(rule, language)))
                    .forEach(rule -> names.add(Regex.quoted(rule.name())));
        }
        return names.isEmpty()
                ? List.of()
                : List.of(new Matcher(Matcher.Type.REGEX, "alertname", String.join("|", names)));
    }

    private static Map<String, @Nullable Object> tree(Rule rule, QueryLanguage language) {
        try {
            return language.parse(rule.expr());
        } catch (QueryException e) {
            throw new IllegalStateException("the rule file has been checked", e);
        }
    }

    private static boolean saysDown(Map<String, @Nullable Object> tree) {
        return everyWay(tree, NoDataRule::comparesUp);
    }

    private static boolean saysNoData(Map<String, @Nullable Object> tree) {
        return everyWay(
                tree,
                node ->
                        "call".equals(node.get("type"))
                                && Set.of("absent", "absent_over_time").contains(function(node)));
    }

    /** Whether each way in which the expression can yield a series is such a node. */
    private static boolean everyWay(
            Map<String, @Nullable Object> node, Predicate<Map<String, @Nullable Object>> leaf) {
        if ("parenExpr".equals(node.get("type"))) {
            return everyWay(child(node, "expr"), leaf);
        }
        String op = "binaryExpr".equals(node.get("type")) ? String.valueOf(node.get("op")) : "";
        return switch (op) {
            case "and", "unless" -> everyWay(child(node, "lhs"), leaf);
            case "or" -> everyWay(child(node, "lhs"), leaf) && everyWay(child(node, "rhs"), leaf);
            default -> leaf.test(node);
        };
    }

    /** {@code up}, or what an {@code _over_time} makes of it, lets 0 through and not 1. */
    private static boolean comparesUp(Map<String, @Nullable Object> node) {
        if (!"binaryExpr".equals(node.get("type")) || Boolean.TRUE.equals(node.get("bool"))) {
            return false;
        }
        String op = String.valueOf(node.get("op"));
        Map<String, @Nullable Object> left = inner(child(node, "lhs"));
        Map<String, @Nullable Object> right = inner(child(node, "rhs"));
        if (isUp(left) && "numberLiteral".equals(right.get("type"))) {
            double limit = number(right);
            return holds(0, op, limit) && !holds(1, op, limit);
        }
        if (isUp(right) && "numberLiteral".equals(left.get("type"))) {
            double limit = number(left);
            return holds(limit, op, 0) && !holds(limit, op, 1);
        }
        return false;
    }

    private static boolean isUp(Map<String, @Nullable Object> node) {
        return switch (String.valueOf(node.get("type"))) {
            case "vectorSelector", "matrixSelector" -> "up".equals(node.get("name"));
            case "call" ->
                    function(node).endsWith("_over_time")
                            && !function(node).startsWith("absent")
                            && node.get("args") instanceof List<?> args
                            && args.size() == 1
                            && isUp(map(args.get(0)));
            default -> false;
        };
    }

    private static boolean holds(double left, String op, double right) {
        return switch (op) {
            case "==" -> left == right;
            case "!=" -> left != right;
            case "<" -> left < right;
            case "<=" -> left <= right;
            case ">" -> left > right;
            case ">=" -> left >= right;
            default -> false;
        };
    }

    /** Infinity and what is no number compare as nothing of ours. */
    private static double number(Map<String, @Nullable Object> literal) {
        try {
            return Double.parseDouble(String.valueOf(literal.get("val")));
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private static String function(Map<String, @Nullable Object> call) {
        return String.valueOf(child(call, "func").get("name"));
    }

    private static Map<String, @Nullable Object> inner(Map<String, @Nullable Object> node) {
        return "parenExpr".equals(node.get("type")) ? inner(child(node, "expr")) : node;
    }

    private static Map<String, @Nullable Object> child(
            Map<String, @Nullable Object> node, String name) {
        return map(node.get(name));
    }

    /** A part of a tree is a map with texts as keys. */
    @SuppressWarnings("unchecked")
    private static Map<String, @Nullable Object> map(@Nullable Object node) {
        return node instanceof Map<?, ?> map ? (Map<String, @Nullable Object>) map : Map.of();
    }
}
