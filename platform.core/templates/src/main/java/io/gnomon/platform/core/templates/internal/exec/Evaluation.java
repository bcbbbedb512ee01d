package io.gnomon.platform.core.templates.internal.exec;

import io.gnomon.platform.core.templates.internal.parse.Node;
import io.gnomon.platform.core.templates.internal.value.Function;
import io.gnomon.platform.core.templates.internal.value.FunctionTable;
import io.gnomon.platform.core.templates.internal.value.GoMap;
import io.gnomon.platform.core.templates.internal.value.GoStruct;
import io.gnomon.platform.core.templates.internal.value.GoValue;
import io.gnomon.platform.core.templates.internal.value.Nothing;
import io.gnomon.platform.core.templates.internal.value.Values;

import java.util.List;

/** Gives expressions their values; calls are made by {@link Calls}. */
final class Evaluation {
    private final Frame frame;
    private final FunctionTable functions;
    private final Calls calls;

    Evaluation(Frame frame, FunctionTable functions, Budget budget) {
        this.frame = frame;
        this.functions = functions;
        this.calls = new Calls(frame, this, budget);
    }

    /** The value of a pipeline, which is put into its variables if it has some. */
    Object pipe(Object dot, Node.Pipe pipe) throws ExecException {
        frame.at(pipe);
        Object value = Nothing.NOT_GIVEN;
        for (Node.Command command : pipe.commands()) {
            value = command(dot, command, value);
            if (value == Nothing.NIL) {
                value = Nothing.NO_VALUE;
            }
        }
        for (Node.Variable variable : pipe.variables()) {
            String name = variable.names().getFirst();
            if (pipe.assigns()) {
                frame.set(name, value);
            } else {
                frame.push(name, value);
            }
        }
        return value;
    }

    private Object command(Object dot, Node.Command command, Object last) throws ExecException {
        List<Node.Expression> arguments = command.arguments();
        Node.Expression first = arguments.getFirst();
        return switch (first) {
            case Node.Field f -> field(dot, f, arguments, last);
            case Node.Chain c -> chain(dot, c, arguments, last);
            case Node.Identifier i -> function(dot, i, command, arguments, last);
            case Node.Variable v -> variable(dot, v, arguments, last);
            case Node.Pipe p -> {
                takesNoArguments(arguments, last);
                yield pipe(dot, p);
            }
            default -> {
                frame.at(first);
                takesNoArguments(arguments, last);
                if (first instanceof Node.Nil) {
                    throw frame.failure("nil is not a command");
                }
                yield constant(dot, first);
            }
        };
    }

    /** The value of a literal or the dot. */
    Object constant(Object dot, Node.Expression expression) throws ExecException {
        return switch (expression) {
            case Node.Bool b -> b.value();
            case Node.Dot d -> dot;
            case Node.StringLiteral s -> s.text();
            case Node.NumberLiteral n -> {
                if (n.decimal()) {
                    yield n.real();
                }
                yield n.integer();
            }
            default -> throw frame.failure("can't evaluate command \"" + expression + "\"");
        };
    }

    private void takesNoArguments(List<Node.Expression> arguments, Object last)
            throws ExecException {
        if (arguments.size() > 1 || last != Nothing.NOT_GIVEN) {
            throw frame.failure("can't give argument to non-function " + arguments.getFirst());
        }
    }

    Object function(
            Object dot,
            Node.Identifier identifier,
            Node shown,
            List<Node.Expression> arguments,
            Object last)
            throws ExecException {
        frame.at(identifier);
        String name = identifier.name();
        Function own = functions.function(name);
        Function function = own == null ? Builtins.FUNCTIONS.get(name) : own;
        if (function == null) {
            throw frame.failure("\"" + name + "\" is not a defined function");
        }
        if (own == null && (name.equals("and") || name.equals("or"))) {
            return calls.shortCircuit(dot, name, arguments, last);
        }
        return calls.call(dot, function, shown, name, arguments, last);
    }

    Object field(Object dot, Node.Field field, List<Node.Expression> arguments, Object last)
            throws ExecException {
        frame.at(field);
        return fields(dot, dot, field, field.names(), 0, arguments, last);
    }

    Object chain(Object dot, Node.Chain chain, List<Node.Expression> arguments, Object last)
            throws ExecException {
        frame.at(chain);
        Object of =
                chain.of() instanceof Node.Pipe p
                        ? pipe(dot, p)
                        : function(
                                dot,
                                (Node.Identifier) chain.of(),
                                chain.of(),
                                List.of(),
                                Nothing.NOT_GIVEN);
        return fields(dot, of, chain, chain.names(), 0, arguments, last);
    }

    Object variable(
            Object dot, Node.Variable variable, List<Node.Expression> arguments, Object last)
            throws ExecException {
        frame.at(variable);
        Object value = frame.get(variable.names().getFirst());
        if (variable.names().size() == 1) {
            takesNoArguments(arguments.isEmpty() ? List.of(variable) : arguments, last);
            return value;
        }
        return fields(dot, value, variable, variable.names(), 1, arguments, last);
    }

    /** Follows names from a value on; only the last one may be a method with arguments. */
    private Object fields(
            Object dot,
            Object receiver,
            Node node,
            List<String> names,
            int from,
            List<Node.Expression> arguments,
            Object last)
            throws ExecException {
        Object value = receiver;
        for (int i = from; i < names.size() - 1; i++) {
            value = named(dot, names.get(i), node, List.of(), Nothing.NOT_GIVEN, value);
        }
        return named(dot, names.getLast(), node, arguments, last, value);
    }

    private Object named(
            Object dot,
            String name,
            Node node,
            List<Node.Expression> arguments,
            Object last,
            Object receiver)
            throws ExecException {
        if (receiver == Nothing.NO_VALUE) {
            return Nothing.NO_VALUE;
        }
        if (receiver == Nothing.NIL) {
            throw frame.failure("nil pointer evaluating interface {}." + name);
        }
        Function method = receiver instanceof GoValue v ? v.method(name) : null;
        if (method != null) {
            return calls.call(dot, method, node, name, arguments, last);
        }
        boolean hasArguments = arguments.size() > 1 || last != Nothing.NOT_GIVEN;
        if (receiver instanceof GoStruct struct) {
            Object value = struct.field(name);
            if (value != null) {
                if (hasArguments) {
                    throw frame.failure(name + " has arguments but cannot be invoked as function");
                }
                return value;
            }
        }
        if (receiver instanceof GoMap map) {
            if (hasArguments) {
                throw frame.failure(name + " is not a method but has arguments");
            }
            return map.entries().getOrDefault(name, map.missing());
        }
        throw frame.failure("can't evaluate field " + name + " in type " + Values.type(receiver));
    }
}
