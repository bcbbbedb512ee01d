package io.gnomon.platform.core.config.internal.settings;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a scalar without quotes means to Go's yaml.v2, with which the peers read their files: YAML
 * 1.1 booleans, integers with any Go prefix and underscores, floats.
 */
public final class GoScalars {
    private static final Set<String> TRUE =
            Set.of("y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON");
    private static final Set<String> FALSE =
            Set.of("n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF");

    private static final Pattern INTEGER =
            Pattern.compile("([-+]?)(0[xX]|0[oO]|0[bB]|0)?([0-9a-fA-F]*)");
    private static final Pattern FLOAT =
            Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");

    private static final Pattern SIZE = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)([KMGTPE]i?)?(B?)");
    private static final String SIZE_PREFIXES = "KMGTPE";
    private static final Map<String, Double> SPECIAL =
            Map.of(
                    ".nan", Double.NaN,
                    ".inf", Double.POSITIVE_INFINITY,
                    "+.inf", Double.POSITIVE_INFINITY,
                    "-.inf", Double.NEGATIVE_INFINITY);

    private GoScalars() {}

    /** The boolean, null when it is none. */
    public static @Nullable Boolean toBoolean(String text) {
        return TRUE.contains(text) ? Boolean.TRUE : FALSE.contains(text) ? Boolean.FALSE : null;
    }

    /** The integer, null when it is none or does not fit into 64 bits. */
    public static @Nullable Long toLong(String text) {
        Matcher matcher = INTEGER.matcher(text.replace("_", ""));
        if (!matcher.matches()) {
            return null;
        }
        String prefix = matcher.group(2) == null ? "" : matcher.group(2).toLowerCase(Locale.ROOT);
        String digits = matcher.group(3);
        if (prefix.equals("0") && digits.isEmpty()) {
            return 0L;
        }
        int radix =
                switch (prefix) {
                    case "0x" -> 16;
                    case "0o", "0" -> 8;
                    case "0b" -> 2;
                    default -> 10;
                };
        try {
            BigInteger value = new BigInteger(matcher.group(1) + digits, radix);
            return value.bitLength() < Long.SIZE ? value.longValue() : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** The number, null when it is none. */
    public static @Nullable Double toDouble(String text) {
        Double special = SPECIAL.get(text.toLowerCase(Locale.ROOT));
        if (special != null) {
            return special;
        }
        Long integer = toLong(text);
        if (integer != null) {
            return integer.doubleValue();
        }
        String plain = text.replace("_", "");
        return FLOAT.matcher(plain).matches() ? Double.valueOf(plain) : null;
    }

    /**
     * Bytes of a size such as {@code 10MB}; all units are powers of 1024.
     *
     * @throws IllegalArgumentException with a sentence
     */
    public static long toBytes(String text) {
        if (text.equals("0")) {
            return 0;
        }
        Matcher matcher = SIZE.matcher(text);
        if (!matcher.matches() || (matcher.group(2) == null && matcher.group(3).isEmpty())) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not a size: write a number and a unit, such as 512KB");
        }
        String unit = matcher.group(2);
        int power = unit == null ? 0 : SIZE_PREFIXES.indexOf(unit.charAt(0)) + 1;
        BigDecimal bytes =
                new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(1024).pow(power));
        if (bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            throw new IllegalArgumentException("the size " + text + " is out of range");
        }
        return bytes.longValue();
    }
}
