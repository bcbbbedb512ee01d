package io.gnomon.platform.core.config;

import io.gnomon.model.labels.Labels;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Applies relabelling rules to a label set: the eleven actions of Prometheus. */
public final class Relabeling {
    private static final String ANYTHING = "(.*)";

    private Relabeling() {}

    /**
     * Applies the rules in order.
     *
     * @param scheme which label names a replace rule may make
     * @return false when a rule drops the label set
     */
    public static boolean apply(
            List<RelabelConfig> rules, ValidationScheme scheme, Labels.Builder labels) {
        for (RelabelConfig rule : rules) {
            if (!apply(rule, scheme, labels)) {
                return false;
            }
        }
        return true;
    }

    private static boolean apply(
            RelabelConfig rule, ValidationScheme scheme, Labels.Builder labels) {
        String target = rule.targetLabel();
        switch (rule.action()) {
            case KEEP -> {
                return rule.regex().matches(source(rule, labels));
            }
            case DROP -> {
                return !rule.regex().matches(source(rule, labels));
            }
            case KEEPEQUAL -> {
                return labels.get(target).equals(source(rule, labels));
            }
            case DROPEQUAL -> {
                return !labels.get(target).equals(source(rule, labels));
            }
            case REPLACE -> replace(rule, scheme, labels);
            case LOWERCASE -> labels.set(target, source(rule, labels).toLowerCase(Locale.ROOT));
            case UPPERCASE -> labels.set(target, source(rule, labels).toUpperCase(Locale.ROOT));
            case HASHMOD -> labels.set(target, hashMod(source(rule, labels), rule.modulus()));
            case LABELMAP -> map(rule, labels);
            case LABELDROP -> removeIf(rule, true, labels);
            case LABELKEEP -> removeIf(rule, false, labels);
        }
        return true;
    }

    private static String source(RelabelConfig rule, Labels.Builder labels) {
        List<String> names = rule.sourceLabels();
        if (names.size() == 1) {
            return labels.get(names.get(0));
        }
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < names.size(); i++) {
            out.append(i == 0 ? "" : rule.separator()).append(labels.get(names.get(i)));
        }
        return out.toString();
    }

    private static void replace(
            RelabelConfig rule, ValidationScheme scheme, Labels.Builder labels) {
        String value = source(rule, labels);
        boolean fixed = rule.targetLabel().indexOf('$') < 0 && rule.replacement().indexOf('$') < 0;
        if (fixed && rule.regex().source().equals(ANYTHING)) {
            labels.set(rule.targetLabel(), rule.replacement());
            return;
        }
        String target = rule.regex().expand(value, rule.targetLabel());
        String replacement = rule.regex().expand(value, rule.replacement());
        if (target != null && replacement != null && scheme.isLabelName(target)) {
            labels.set(target, replacement);
        }
    }

    private static void map(RelabelConfig rule, Labels.Builder labels) {
        for (String name : labels.names()) {
            String value = labels.get(name);
            String target = rule.regex().expand(name, rule.replacement());
            if (target != null) {
                labels.set(target, value);
            }
        }
    }

    private static void removeIf(RelabelConfig rule, boolean matching, Labels.Builder labels) {
        for (String name : labels.names()) {
            if (rule.regex().matches(name) == matching) {
                labels.remove(name);
            }
        }
    }

    /** The last eight bytes of the MD5, big endian, unsigned, modulo the modulus. */
    private static String hashMod(String value, long modulus) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("MD5").digest(value.getBytes(StandardCharsets.UTF_8));
            long half = new BigInteger(Arrays.copyOfRange(hash, 8, 16)).longValue();
            return Long.toUnsignedString(Long.remainderUnsigned(half, modulus));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5", e);
        }
    }
}
