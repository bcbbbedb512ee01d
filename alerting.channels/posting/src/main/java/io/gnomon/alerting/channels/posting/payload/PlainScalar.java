package io.gnomon.alerting.channels.posting.payload;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a YAML scalar without quotes means to Alertmanager: a boolean, a number, nothing, a text.
 */
final class PlainScalar {
    private static final Set<String> NOTHING = Set.of("", "~", "null", "Null", "NULL");
    private static final Set<String> TRUE =
            Set.of("y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON");
    private static final Set<String> FALSE =
            Set.of("n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF");
    private static final Pattern INTEGER = Pattern.compile("[-+]?(0|[1-9][0-9_]*)");
    private static final Pattern OCTAL = Pattern.compile("[-+]?0o?[0-7_]+");
    private static final Pattern HEX = Pattern.compile("[-+]?0x[0-9a-fA-F_]+");
    private static final Pattern BINARY = Pattern.compile("[-+]?0b[01_]+");
    private static final Pattern FLOAT =
            Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");

    private PlainScalar() {}

    static @Nullable Object value(String text) {
        if (NOTHING.contains(text)) {
            return null;
        } else if (TRUE.contains(text)) {
            return true;
        } else if (FALSE.contains(text)) {
            return false;
        } else if (INTEGER.matcher(text).matches()) {
            return integer(text, "", 10);
        } else if (OCTAL.matcher(text).matches()) {
            return integer(text, "0o?", 8);
        } else if (HEX.matcher(text).matches()) {
            return integer(text, "0x", 16);
        } else if (BINARY.matcher(text).matches()) {
            return integer(text, "0b", 2);
        } else if (FLOAT.matcher(text).matches()) {
            BigDecimal number = new BigDecimal(text);
            return number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
        }
        return text;
    }

    private static BigInteger integer(String text, String prefix, int radix) {
        return new BigInteger(text.replace("_", "").replaceFirst("^([-+]?)" + prefix, "$1"), radix);
    }
}
