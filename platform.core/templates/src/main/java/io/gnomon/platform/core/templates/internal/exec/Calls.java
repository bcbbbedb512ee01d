package io.gnomon.platform.core.templates.internal.exec;

import io.gnomon.platform.core.templates.internal.parse.Node;
import io.gnomon.platform.core.templates.internal.time.GoDuration;
import io.gnomon.platform.core.templates.internal.value.CallException;
import io.gnomon.platform.core.templates.internal.value.Function;
import io.gnomon.platform.core.templates.internal.value.Nothing;
import io.gnomon.platform.core.templates.internal.value.Parameter;
import io.gnomon.platform.core.templates.internal.value.Values;

import java.util.ArrayList;
import java.util.List;

/** Calls functions and methods: counts the arguments, checks their types, names the errors. */
final class Calls {
    private final Frame frame;
    private final Evaluation evaluation;
    private final Budget budget;

    Calls(Frame frame, Evaluation evaluation, Budget budget) {
        this.frame = frame;
        this.evaluation = evaluation;
        this.budget = budget;
    }

    /**
     * Calls.
     *
     * @param shown what messages point at
     * @param arguments of the command, the function itself first; or empty
     * @param last what the pipeline gives, or {@link Nothing#NOT_GIVEN}
     */
    Object call(
            Object dot,
            Function function,
            Node shown,
            String name,
            List<Node.Expression> arguments,
            Object last)
            throws ExecException {
        List<Node.Expression> written =
                arguments.isEmpty() ? arguments : arguments.subList(1, arguments.size());
        int given = written.size() + (last == Nothing.NOT_GIVEN ? 0 : 1);
        int declared = function.parameters().size();
        int fixed = function.variadic() ? declared - 1 : declared;
        if (function.variadic() ? given < fixed : given != fixed) {
            String least = function.variadic() ? "at least " : "";
            throw frame.failure(
                    "wrong number of args for "
                            + name
                            + ": want "
                            + least
                            + fixed
                            + " got "
                            + given);
        }
        List<Object> values = new ArrayList<>(given);
        for (int i = 0; i < written.size(); i++) {
            values.add(argument(dot, parameter(function, i), written.get(i)));
        }
        if (last != Nothing.NOT_GIVEN) {
            values.add(checked(last, parameter(function, given - 1)));
        }
        try {
            budget.step();
            Object result = function.body().call(values);
            budget.made(result);
            return result;
        } catch (CallException e) {
            frame.at(shown);
            throw frame.failure("error calling " + name + ": " + e.getMessage());
        }
    }

    private static Parameter parameter(Function function, int index) {
        List<Parameter> parameters = function.parameters();
        return parameters.get(Math.min(index, parameters.size() - 1));
    }

    /** {@code and} and {@code or}: no argument is evaluated behind the one that decides. */
    Object shortCircuit(Object dot, String name, List<Node.Expression> arguments, Object last)
            throws ExecException {
        boolean or = name.equals("or");
        int given = Math.max(0, arguments.size() - 1) + (last == Nothing.NOT_GIVEN ? 0 : 1);
        if (given == 0) {
            throw frame.failure("wrong number of args for " + name + ": want at least 1 got 0");
        }
        Object value = Nothing.NO_VALUE;
        for (int i = 1; i < arguments.size(); i++) {
            value = argument(dot, Parameter.VALUE, arguments.get(i));
            if (Values.truth(value) == or) {
                return value;
            }
        }
        return last == Nothing.NOT_GIVEN ? value : last;
    }

    private Object argument(Object dot, Parameter type, Node.Expression expression)
            throws ExecException {
        frame.at(expression);
        List<Node.Expression> none = List.of();
        Object last = Nothing.NOT_GIVEN;
        return switch (expression) {
            case Node.Dot d -> checked(dot, type);
            case Node.Nil n -> {
                if (type.takesNil()) {
                    yield type.zero();
                }
                throw frame.failure("cannot assign nil to " + type.type());
            }
            case Node.Field f -> checked(evaluation.field(dot, f, none, last), type);
            case Node.Variable v -> checked(evaluation.variable(dot, v, none, last), type);
            case Node.Chain c -> checked(evaluation.chain(dot, c, none, last), type);
            case Node.Pipe p -> checked(evaluation.pipe(dot, p), type);
            case Node.Identifier i -> checked(evaluation.function(dot, i, i, none, last), type);
            default -> literal(dot, type, expression);
        };
    }

    /** A literal as an argument: numbers become what is declared, if they can. */
    private Object literal(Object dot, Parameter type, Node.Expression expression)
            throws ExecException {
        Object value = evaluation.constant(dot, expression);
        Node.NumberLiteral number = expression instanceof Node.NumberLiteral n ? n : null;
        return switch (type) {
            case VALUE, ANY -> value;
            case STRING -> expected(value instanceof String, value, "string", expression);
            case BOOL -> expected(value instanceof Boolean, value, "bool", expression);
            case INT -> {
                boolean whole = number != null && number.whole();
                Object integer = number == null ? 0L : (Object) number.integer();
                yield expected(whole, integer, "integer", expression);
            }
            case DURATION -> {
                boolean whole = number != null && number.whole();
                long nanos = number == null ? 0 : number.integer();
                yield expected(whole, new GoDuration(nanos), "integer", expression);
            }
            case FLOAT -> {
                Object real = number == null ? 0.0 : (Object) number.real();
                yield expected(number != null, real, "float", expression);
            }
            default ->
                    throw frame.failure(
                            "can't handle " + expression + " for arg of type " + type.type());
        };
    }

    private Object expected(boolean good, Object value, String wanted, Node found)
            throws ExecException {
        if (!good) {
            throw frame.failure("expected " + wanted + "; found " + found);
        }
        return value;
    }

    /** A value as an argument of a type. */
    private Object checked(Object value, Parameter type) throws ExecException {
        if (Values.isNothing(value)) {
            if (type.takesNil()) {
                return type.zero();
            }
            throw frame.failure("invalid value; expected " + type.type());
        }
        if (!type.takes(value)) {
            throw frame.failure(
                    "wrong type for value; expected "
                            + type.type()
                            + "; got "
                            + Values.type(value));
        }
        return value;
    }
}
