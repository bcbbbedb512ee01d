package io.gnomon.platform.core.config;

import io.gnomon.model.labels.LabelNames;
import io.gnomon.model.labels.Regex;
import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.common.Limit;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** A relabelling rule. */
@Doc("A rule that changes or drops a label set")
public record RelabelConfig(
        List<String> sourceLabels,
        @Default(";") String separator,
        @Default("(.*)") Regex regex,
        @Default("0") @Limit(min = 0) long modulus,
        @Default("") String targetLabel,
        @Default("$1") String replacement,
        @Default("replace") RelabelAction action) {

    private static final String USUAL_REGEX = "(.*)";
    private static final String USUAL_REPLACEMENT = "$1";

    /** A label name of any text, {@code ${1}} included; U+FFFD stands for bytes that were none. */
    private static final Pattern TEMPLATE = Pattern.compile("[^\uFFFD]+");

    public RelabelConfig {
        String name = action.name().toLowerCase(Locale.ROOT);
        switch (action) {
            case HASHMOD -> {
                if (modulus == 0) {
                    throw new IllegalArgumentException(
                            "relabel configuration for hashmod requires non-zero modulus");
                }
                requireTarget(name, targetLabel);
            }
            case REPLACE -> {
                requireTarget(name, targetLabel);
                if (targetLabel.contains("$") && !TEMPLATE.matcher(targetLabel).matches()) {
                    throw new IllegalArgumentException(
                            quoted(targetLabel) + " is invalid 'target_label' for replace action");
                }
            }
            case LOWERCASE, UPPERCASE -> {
                requireTarget(name, targetLabel);
                if (!replacement.equals(USUAL_REPLACEMENT)) {
                    throw new IllegalArgumentException(
                            "'replacement' can not be set for " + name + " action");
                }
            }
            case KEEPEQUAL, DROPEQUAL -> {
                requireTarget(name, targetLabel);
                if (!regex.source().equals(USUAL_REGEX)
                        || othersSet(modulus, separator, replacement)) {
                    throw new IllegalArgumentException(
                            name
                                    + " action requires only 'source_labels' and `target_label`,"
                                    + " and no other fields");
                }
            }
            case LABELMAP -> {
                if (!TEMPLATE.matcher(replacement).matches()) {
                    throw new IllegalArgumentException(
                            quoted(replacement) + " is invalid 'replacement' for labelmap action");
                }
            }
            case LABELDROP, LABELKEEP -> {
                if (!sourceLabels.isEmpty()
                        || !targetLabel.isEmpty()
                        || othersSet(modulus, separator, replacement)) {
                    throw new IllegalArgumentException(
                            name + " action requires only 'regex', and no other fields");
                }
            }
            case KEEP, DROP -> {}
        }
    }

    private static void requireTarget(String action, String targetLabel) {
        if (targetLabel.isEmpty()) {
            throw new IllegalArgumentException(
                    "relabel configuration for "
                            + action
                            + " action requires 'target_label' value");
        }
    }

    private static boolean othersSet(long modulus, String separator, String replacement) {
        return modulus != 0 || !separator.equals(";") || !replacement.equals(USUAL_REPLACEMENT);
    }

    private static String quoted(String text) {
        StringBuilder out = new StringBuilder();
        LabelNames.quote(out, text);
        return out.toString();
    }
}
