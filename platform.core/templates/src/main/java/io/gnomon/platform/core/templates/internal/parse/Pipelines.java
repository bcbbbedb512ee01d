package io.gnomon.platform.core.templates.internal.parse;

import io.gnomon.platform.core.templates.internal.fmt.Quoting;
import io.gnomon.platform.core.templates.internal.parse.Token.Kind;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Parses pipelines: variables, commands, operands. Keeps the variables that are in sight.
 *
 * <p>https://pkg.go.dev/text/template#hdr-Pipelines
 */
final class Pipelines {
    private final Tokens tokens;
    private final Predicate<String> functions;
    private List<String> variables = new ArrayList<>(List.of("$"));
    private int depth;

    Pipelines(Tokens tokens, Predicate<String> functions) {
        this.tokens = tokens;
        this.functions = functions;
    }

    /** The variables in sight at some moment. */
    record Scope(List<String> variables, int size) {}

    Scope enter() {
        return new Scope(variables, variables.size());
    }

    /** Starts a template of its own: of the outer variables none is in sight. */
    Scope newTemplate() {
        Scope outer = enter();
        variables = new ArrayList<>(List.of("$"));
        return outer;
    }

    void leave(Scope scope) {
        variables = scope.variables;
        variables.subList(scope.size, variables.size()).clear();
    }

    /** A pipeline with its declarations, up to and with {@code end}. */
    Node.Pipe pipe(String context, Kind end) throws ParseException {
        Token first = tokens.peekNonSpace();
        List<Node.Variable> declared = new ArrayList<>();
        boolean assigns = declarations(context, declared);
        List<Node.Command> commands = new ArrayList<>();
        while (true) {
            Token token = tokens.nextNonSpace();
            if (token.is(end)) {
                check(commands, context);
                return new Node.Pipe(
                        first.position(), List.copyOf(declared), assigns, List.copyOf(commands));
            }
            if (!startsOperand(token)) {
                throw tokens.unexpected(token, context);
            }
            tokens.backup(token);
            commands.add(command());
        }
    }

    private static boolean startsOperand(Token token) {
        return switch (token.kind()) {
            case BOOL,
                    CHARACTER,
                    DOT,
                    FIELD,
                    IDENTIFIER,
                    NUMBER,
                    NIL,
                    RAW_STRING,
                    STRING,
                    VARIABLE,
                    LEFT_PARENTHESIS ->
                    true;
            default -> false;
        };
    }

    /** Reads {@code $a :=}, {@code $a =}, {@code $a, $b :=}; whether it is an assignment. */
    private boolean declarations(String context, List<Node.Variable> declared)
            throws ParseException {
        while (tokens.peekNonSpace().is(Kind.VARIABLE)) {
            Token variable = tokens.nextNonSpace();
            // What follows the variable matters if it is no declaration: a space ends an operand.
            Token behind = tokens.next();
            Token next = behind;
            while (next.is(Kind.SPACE)) {
                next = tokens.next();
            }
            boolean comma = next.is(Kind.OTHER) && next.text().equals(",");
            if (next.is(Kind.ASSIGN) || next.is(Kind.DECLARE)) {
                declare(declared, variable);
                return next.is(Kind.ASSIGN);
            }
            if (!comma) {
                tokens.backup(next);
                if (behind.is(Kind.SPACE)) {
                    tokens.backup(behind);
                }
                tokens.backup(variable);
                return false;
            }
            declare(declared, variable);
            if (!context.equals("range") || declared.size() >= 2) {
                throw tokens.failure("too many declarations in " + context);
            }
            Kind after = tokens.peekNonSpace().kind();
            if (after == Kind.RIGHT_DELIMITER || after == Kind.RIGHT_PARENTHESIS) {
                return false;
            }
            if (after != Kind.VARIABLE) {
                throw tokens.failure("range can only initialize variables");
            }
        }
        return false;
    }

    private void declare(List<Node.Variable> declared, Token variable) {
        declared.add(new Node.Variable(variable.position(), List.of(variable.text())));
        variables.add(variable.text());
    }

    private void check(List<Node.Command> commands, String context) throws ParseException {
        if (commands.isEmpty()) {
            throw tokens.failure("missing value for " + context);
        }
        for (int i = 1; i < commands.size(); i++) {
            switch (commands.get(i).arguments().getFirst()) {
                case Node.Bool b -> throw notExecutable(i);
                case Node.Dot d -> throw notExecutable(i);
                case Node.Nil n -> throw notExecutable(i);
                case Node.NumberLiteral n -> throw notExecutable(i);
                case Node.StringLiteral s -> throw notExecutable(i);
                default -> {}
            }
        }
    }

    private ParseException notExecutable(int index) {
        return tokens.failure("non executable command in pipeline stage " + (index + 1));
    }

    private Node.Command command() throws ParseException {
        int position = tokens.peekNonSpace().position();
        List<Node.Expression> arguments = new ArrayList<>();
        while (true) {
            Node.Expression operand = operand();
            if (operand != null) {
                arguments.add(operand);
            }
            Token token = tokens.next();
            if (token.is(Kind.SPACE)) {
                continue;
            }
            if (token.is(Kind.RIGHT_DELIMITER) || token.is(Kind.RIGHT_PARENTHESIS)) {
                tokens.backup(token);
            } else if (!token.is(Kind.PIPE)) {
                throw tokens.unexpected(token, "operand");
            }
            if (arguments.isEmpty()) {
                throw tokens.failure("empty command");
            }
            return new Node.Command(position, List.copyOf(arguments));
        }
    }

    /** A term with the fields behind it; null where none starts. */
    private Node.@Nullable Expression operand() throws ParseException {
        Node.Expression term = term();
        if (term == null || !tokens.peek().is(Kind.FIELD)) {
            return term;
        }
        int position = tokens.peek().position();
        List<String> names = new ArrayList<>();
        while (tokens.peek().is(Kind.FIELD)) {
            names.add(tokens.next().text().substring(1));
        }
        return switch (term) {
            case Node.Field f -> new Node.Field(position, joined(f.names(), names));
            case Node.Variable v -> new Node.Variable(position, joined(v.names(), names));
            case Node.Pipe p -> new Node.Chain(position, p, List.copyOf(names));
            case Node.Identifier i -> new Node.Chain(position, i, List.copyOf(names));
            default ->
                    throw tokens.failure(
                            "unexpected . after term " + Quoting.quote(term.toString()));
        };
    }

    private static List<String> joined(List<String> first, List<String> second) {
        List<String> all = new ArrayList<>(first);
        all.addAll(second);
        return List.copyOf(all);
    }

    private Node.@Nullable Expression term() throws ParseException {
        Token token = tokens.nextNonSpace();
        int position = token.position();
        return switch (token.kind()) {
            case IDENTIFIER -> {
                if (!functions.test(token.text())) {
                    throw tokens.failure(
                            "function " + Quoting.quote(token.text()) + " not defined");
                }
                yield new Node.Identifier(position, token.text());
            }
            case DOT -> new Node.Dot(position);
            case NIL -> new Node.Nil(position);
            case VARIABLE -> {
                if (!variables.contains(token.text())) {
                    throw tokens.failure("undefined variable " + Quoting.quote(token.text()));
                }
                yield new Node.Variable(position, List.of(token.text()));
            }
            case FIELD -> new Node.Field(position, List.of(token.text().substring(1)));
            case BOOL -> new Node.Bool(position, token.text().equals("true"));
            case CHARACTER, NUMBER -> number(token);
            case LEFT_PARENTHESIS -> {
                if (++depth > Parser.DEPTH_MAX) {
                    throw tokens.failure(
                            "parentheses are nested more than " + Parser.DEPTH_MAX + " deep");
                }
                Node.Pipe pipe = pipe("parenthesized pipeline", Kind.RIGHT_PARENTHESIS);
                depth--;
                yield pipe;
            }
            case STRING, RAW_STRING ->
                    new Node.StringLiteral(position, token.text(), tokens.unquote(token));
            default -> {
                tokens.backup(token);
                yield null;
            }
        };
    }

    private Node.NumberLiteral number(Token token) throws ParseException {
        if (token.is(Kind.CHARACTER)) {
            int c = Numbers.character(token.text());
            if (token.text().length() == 2) {
                throw tokens.failure("invalid syntax");
            }
            if (c < 0) {
                throw tokens.failure("malformed character constant: " + token.text());
            }
            return new Node.NumberLiteral(token.position(), token.text(), true, c, c, false);
        }
        try {
            return Numbers.read(token.position(), token.text());
        } catch (IllegalArgumentException e) {
            throw tokens.failure(String.valueOf(e.getMessage()));
        }
    }
}
