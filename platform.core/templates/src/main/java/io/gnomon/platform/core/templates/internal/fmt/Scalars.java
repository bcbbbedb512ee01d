package io.gnomon.platform.core.templates.internal.fmt;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Prints bools, numbers and strings; each method says whether the verb is one of its own. */
final class Scalars {
    private final StringBuilder out;
    private final Flags flags;

    Scalars(StringBuilder out, Flags flags) {
        this.out = out;
        this.flags = flags;
    }

    boolean bool(boolean value, int verb) {
        if (verb != 't' && verb != 'v') {
            return false;
        }
        flags.padWithSpaces(out, Boolean.toString(value));
        return true;
    }

    boolean integer(BigInteger value, int verb) {
        switch (verb) {
            case 'v', 'd' -> digits(value, 10, "", false);
            case 'b' -> digits(value, 2, flags.sharp ? "0b" : "", false);
            case 'o' -> digits(value, 8, flags.sharp ? "0" : "", false);
            case 'O' -> digits(value, 8, "0o", false);
            case 'x' -> digits(value, 16, flags.sharp ? "0x" : "", false);
            case 'X' -> digits(value, 16, flags.sharp ? "0X" : "", true);
            case 'c' -> flags.pad(out, Character.toString(character(value)));
            case 'q' -> flags.pad(out, Quoting.quoteCharacter(character(value), flags.plus));
            case 'U' -> flags.padWithSpaces(out, unicode(value));
            default -> {
                return false;
            }
        }
        return true;
    }

    private static int character(BigInteger value) {
        boolean valid =
                value.signum() >= 0
                        && value.bitLength() < 22
                        && Character.isValidCodePoint(value.intValue());
        return valid ? value.intValue() : 0xFFFD;
    }

    private String unicode(BigInteger value) {
        String number = "U+" + leftZeros(value.toString(16).toUpperCase(Locale.ROOT), 4);
        int c = character(value);
        return flags.sharp && Quoting.isPrintable(c)
                ? number + " '" + Character.toString(c) + "'"
                : number;
    }

    private void digits(BigInteger value, int radix, String prefix, boolean upper) {
        String digits = value.abs().toString(radix);
        if (upper) {
            digits = digits.toUpperCase(Locale.ROOT);
        }
        boolean zeros = flags.zero && !flags.minus;
        String sign = sign(value.signum() < 0);
        if (flags.precision != Flags.NONE) {
            if (flags.precision == 0 && value.signum() == 0) {
                flags.padWithSpaces(out, "");
                return;
            }
            digits = leftZeros(digits, flags.precision);
        } else if (zeros && flags.width != Flags.NONE) {
            digits = leftZeros(digits, flags.width - sign.length());
        }
        flags.padWithSpaces(out, sign + prefix + digits);
    }

    private static String leftZeros(String digits, int width) {
        return digits.length() >= width ? digits : "0".repeat(width - digits.length()) + digits;
    }

    private String sign(boolean negative) {
        return negative ? "-" : flags.plus ? "+" : flags.space ? " " : "";
    }

    boolean real(double value, int verb) {
        switch (verb) {
            case 'v' -> number(Floats.format(value, 'g', -1));
            case 'e', 'E', 'f', 'F' ->
                    number(
                            Floats.format(
                                    value,
                                    (char) verb,
                                    flags.precision == Flags.NONE ? 6 : flags.precision));
            case 'g', 'G' ->
                    number(
                            Floats.format(
                                    value,
                                    (char) verb,
                                    flags.precision == Flags.NONE ? -1 : flags.precision));
            case 'x', 'X' -> number(Floats.hexadecimal(value, verb == 'X'));
            default -> {
                return false;
            }
        }
        return true;
    }

    private void number(String text) {
        boolean negative = text.startsWith("-");
        boolean finite = !text.endsWith("Inf") && !text.equals("NaN");
        String digits = negative || text.startsWith("+") ? text.substring(1) : text;
        String sign = sign(negative);
        if (text.equals("+Inf") && sign.isEmpty()) {
            sign = "+";
        }
        if (flags.zero && finite && flags.width != Flags.NONE) {
            digits = leftZeros(digits, flags.width - sign.length());
        }
        flags.padWithSpaces(out, sign + digits);
    }

    boolean text(String value, int verb) {
        switch (verb) {
            case 'v' -> flags.pad(out, flags.sharpV ? Quoting.quote(value) : shortened(value));
            case 's' -> flags.pad(out, shortened(value));
            case 'q' -> flags.pad(out, quoted(shortened(value)));
            case 'x' -> flags.pad(out, bytes(value, "0123456789abcdef", "0x"));
            case 'X' -> flags.pad(out, bytes(value, "0123456789ABCDEF", "0X"));
            default -> {
                return false;
            }
        }
        return true;
    }

    private String quoted(String value) {
        boolean raw =
                flags.sharp && value.indexOf('`') < 0 && value.chars().noneMatch(c -> c < ' ');
        return raw ? "`" + value + "`" : Quoting.quote(value, flags.plus);
    }

    private String shortened(String value) {
        if (flags.precision == Flags.NONE
                || value.codePointCount(0, value.length()) <= flags.precision) {
            return value;
        }
        return value.substring(0, value.offsetByCodePoints(0, flags.precision));
    }

    private String bytes(String value, String digits, String prefix) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        int length =
                flags.precision == Flags.NONE
                        ? bytes.length
                        : Math.min(bytes.length, flags.precision);
        StringBuilder hex = new StringBuilder();
        for (int i = 0; i < length; i++) {
            if (flags.space && i > 0) {
                hex.append(' ');
            }
            if (flags.sharp && (flags.space || i == 0)) {
                hex.append(prefix);
            }
            hex.append(digits.charAt(bytes[i] >> 4 & 15)).append(digits.charAt(bytes[i] & 15));
        }
        return hex.toString();
    }
}
