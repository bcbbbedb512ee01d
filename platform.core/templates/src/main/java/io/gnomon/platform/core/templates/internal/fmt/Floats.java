package io.gnomon.platform.core.templates.internal.fmt;

import io.gnomon.model.text.GoNumbers;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Floats as Go's strconv.FormatFloat writes them; rounded exactly, half to even. */
public final class Floats {
    private Floats() {}

    /**
     * A float in one of Go's formats.
     *
     * @param format e, E, f, F, g or G
     * @param precision -1 for as many digits as read back to the same value
     */
    public static String format(double value, char format, int precision) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        String text =
                switch (Character.toLowerCase(format)) {
                    case 'e' -> exponent(value, precision);
                    case 'f' -> fixed(value, precision);
                    default -> general(value, precision);
                };
        return Character.isUpperCase(format) && format != 'F' ? text.replace('e', 'E') : text;
    }

    /** As many hexadecimal digits as needed and a binary exponent: {@code 0x1.8p+01}. */
    static String hexadecimal(double value, boolean upper) {
        if (!Double.isFinite(value)) {
            return format(value, 'g', -1);
        }
        String java = Double.toHexString(value).replace(".0p", "p");
        int p = java.indexOf('p');
        int exponent = Integer.parseInt(java.substring(p + 1));
        String sign = exponent < 0 ? "-" : "+";
        String digits = (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
        String text = java.substring(0, p) + "p" + sign + digits;
        return upper ? text.toUpperCase(Locale.ROOT) : text;
    }

    private static boolean negative(double value) {
        return Double.doubleToRawLongBits(value) < 0;
    }

    private static String fixed(double value, int precision) {
        if (precision < 0) {
            return GoNumbers.plain(value);
        }
        String digits =
                new BigDecimal(Math.abs(value))
                        .setScale(precision, RoundingMode.HALF_EVEN)
                        .toPlainString();
        return negative(value) ? "-" + digits : digits;
    }

    private static String exponent(double value, int precision) {
        BigDecimal digits = shortest(Math.abs(value));
        if (precision >= 0 && value != 0) {
            digits =
                    new BigDecimal(Math.abs(value))
                            .round(new MathContext(precision + 1, RoundingMode.HALF_EVEN));
        }
        int shown = precision >= 0 ? precision + 1 : digits.precision();
        return scientific(value, digits, shown);
    }

    private static String general(double value, int precision) {
        if (precision < 0) {
            return GoNumbers.general(value);
        }
        int digits = precision == 0 ? 1 : precision;
        if (value == 0) {
            return negative(value) ? "-0" : "0";
        }
        BigDecimal rounded =
                new BigDecimal(Math.abs(value))
                        .round(new MathContext(digits, RoundingMode.HALF_EVEN))
                        .stripTrailingZeros();
        int exponent = rounded.precision() - rounded.scale() - 1;
        if (exponent < -4 || exponent >= digits) {
            return scientific(value, rounded, rounded.precision());
        }
        return (negative(value) ? "-" : "") + rounded.toPlainString();
    }

    private static BigDecimal shortest(double abs) {
        return abs == 0
                ? BigDecimal.ZERO
                : new BigDecimal(Double.toString(abs)).stripTrailingZeros();
    }

    private static String scientific(double value, BigDecimal digits, int shown) {
        String unscaled = digits.unscaledValue().toString();
        int exponent = digits.signum() == 0 ? 0 : digits.precision() - digits.scale() - 1;
        StringBuilder out = new StringBuilder(negative(value) ? "-" : "");
        out.append(unscaled.charAt(0));
        if (shown > 1) {
            out.append('.');
            for (int i = 1; i < shown; i++) {
                out.append(i < unscaled.length() ? unscaled.charAt(i) : '0');
            }
        }
        out.append('e').append(exponent < 0 ? '-' : '+');
        int abs = Math.abs(exponent);
        return out.append(abs < 10 ? "0" : "").append(abs).toString();
    }
}
