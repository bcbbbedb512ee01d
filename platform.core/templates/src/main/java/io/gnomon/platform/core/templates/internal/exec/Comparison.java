package io.gnomon.platform.core.templates.internal.exec;

import io.gnomon.model.text.Utf8Order;
import io.gnomon.platform.core.templates.internal.fmt.Format;
import io.gnomon.platform.core.templates.internal.value.CallException;
import io.gnomon.platform.core.templates.internal.value.Kind;
import io.gnomon.platform.core.templates.internal.value.Values;

import java.math.BigInteger;
import java.util.List;

/** eq, ne, lt, le, gt, ge: values of one kind are compared, integers with unsigned ones too. */
final class Comparison {
    private Comparison() {}

    /** Whether the first argument equals one of the others. */
    static boolean equal(List<Object> arguments) throws CallException {
        Object first = arguments.getFirst();
        comparable(first);
        if (arguments.size() == 1) {
            throw new CallException("missing argument for comparison");
        }
        for (Object other : arguments.subList(1, arguments.size())) {
            comparable(other);
            if (same(first, other)) {
                return true;
            }
        }
        return false;
    }

    static boolean notEqual(List<Object> arguments) throws CallException {
        return !equal(arguments);
    }

    private static void comparable(Object value) throws CallException {
        Kind kind = Kind.of(value);
        if (kind == Kind.LIST || kind == Kind.MAP || kind == Kind.FUNCTION) {
            throw new CallException(
                    "non-comparable type " + Format.verb('s', value) + ": " + Values.type(value));
        }
    }

    private static boolean same(Object a, Object b) throws CallException {
        Kind kind = Kind.of(a);
        Kind other = Kind.of(b);
        if (kind == Kind.NOTHING || other == Kind.NOTHING) {
            return kind == other;
        }
        if (isInteger(kind) && isInteger(other)) {
            return integer(a).equals(integer(b));
        }
        if (kind != other) {
            throw incompatible(a, b);
        }
        return switch (kind) {
            case STRING -> Values.text(a).equals(Values.text(b));
            case FLOAT -> ((Double) a).doubleValue() == ((Double) b).doubleValue();
            default -> a.equals(b);
        };
    }

    static boolean less(Object a, Object b) throws CallException {
        return compare(a, b) < 0;
    }

    static boolean atMost(List<Object> arguments) throws CallException {
        Object a = arguments.get(0);
        Object b = arguments.get(1);
        return less(a, b) || same(a, b);
    }

    /** Below zero if a is less than b; NaN is not less than anything. */
    private static int compare(Object a, Object b) throws CallException {
        Kind kind = Kind.of(a);
        Kind other = Kind.of(b);
        if (isInteger(kind) && isInteger(other)) {
            return integer(a).compareTo(integer(b));
        }
        boolean ordered = kind == Kind.STRING || kind == Kind.FLOAT;
        if (kind != other && kind != Kind.NOTHING && other != Kind.NOTHING) {
            throw incompatible(a, b);
        }
        if (!ordered) {
            throw new CallException("invalid type for comparison");
        }
        if (kind != other) {
            throw new CallException("invalid type for comparison");
        }
        if (kind == Kind.FLOAT) {
            return (Double) a < (Double) b ? -1 : 1;
        }
        return Utf8Order.compareText(Values.text(a), Values.text(b));
    }

    private static boolean isInteger(Kind kind) {
        return kind == Kind.INT || kind == Kind.UINT;
    }

    private static BigInteger integer(Object value) {
        return value instanceof BigInteger b ? b : BigInteger.valueOf(Values.integer(value));
    }

    private static CallException incompatible(Object a, Object b) {
        return new CallException(
                "incompatible types for comparison: " + Values.type(a) + " and " + Values.type(b));
    }
}
