package io.gnomon.platform.core.templates.internal.parse;

import io.gnomon.platform.core.templates.internal.fmt.Quoting;
import io.gnomon.platform.core.templates.internal.parse.Token.Kind;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Parses actions, one method for each; pipelines are read by {@link Pipelines}. The language:
 * https://pkg.go.dev/text/template#hdr-Actions.
 */
public final class Parser {
    /** Deeper nesting is an attack and would use up the stack. */
    static final int DEPTH_MAX = 200;

    private final String name;
    private final String source;
    private final Tokens tokens;
    private final Pipelines pipelines;
    private final Map<String, Template> templates = new LinkedHashMap<>();
    private int ranges;
    private int depth;

    private Parser(String name, String source, Predicate<String> functions) {
        this.name = name;
        this.source = source;
        this.tokens = new Tokens(name, source);
        this.pipelines = new Pipelines(tokens, functions);
    }

    /**
     * The templates of a text: one of the text's own name, and those that it defines.
     *
     * @param functions whether there is a function of a name
     */
    public static Map<String, Template> parse(
            String name, String source, Predicate<String> functions) throws ParseException {
        return new Parser(name, source, functions).all();
    }

    private Map<String, Template> all() throws ParseException {
        List<Node> nodes = new ArrayList<>();
        while (!tokens.peek().is(Kind.END_OF_TEXT)) {
            Token first = tokens.peek();
            if (first.is(Kind.LEFT_DELIMITER)) {
                tokens.next();
                if (tokens.peekNonSpace().is(Kind.DEFINE)) {
                    tokens.nextNonSpace();
                    definition();
                    continue;
                }
                tokens.backup(first);
            }
            Item item = textOrAction();
            if (item.end != null) {
                throw tokens.failure("unexpected {{" + item.end.text() + "}}");
            }
            if (item.node != null) {
                nodes.add(item.node);
            }
        }
        add(new Template(name, name, source, new Node.Sequence(0, List.copyOf(nodes))));
        return templates;
    }

    private void add(Template template) throws ParseException {
        Template before = templates.get(template.name());
        if (before == null || before.isEmpty()) {
            templates.put(template.name(), template);
        } else if (!template.isEmpty()) {
            throw tokens.failure(
                    "template: multiple definition of template " + Quoting.quote(template.name()));
        }
    }

    private void definition() throws ParseException {
        String defined = templateName("define clause");
        tokens.expect(Kind.RIGHT_DELIMITER, "define clause");
        Pipelines.Scope outer = pipelines.newTemplate();
        int outerRanges = ranges;
        ranges = 0;
        Body body = body();
        if (!body.end.is(Kind.END)) {
            throw tokens.failure("unexpected {{else}} in define clause");
        }
        ranges = outerRanges;
        pipelines.leave(outer);
        add(new Template(defined, name, source, body.nodes));
    }

    private String templateName(String context) throws ParseException {
        Token token = tokens.nextNonSpace();
        if (!token.is(Kind.STRING) && !token.is(Kind.RAW_STRING)) {
            throw tokens.unexpected(token, context);
        }
        return tokens.unquote(token);
    }

    /**
     * A node, nothing (a comment), or the token of an {@code end} or {@code else} that belongs to
     * the caller.
     */
    private record Item(@Nullable Node node, @Nullable Token end) {}

    private record Body(Node.Sequence nodes, Token end) {}

    /** Nodes up to the next {@code else} or {@code end} of the caller's own. */
    private Body body() throws ParseException {
        if (++depth > DEPTH_MAX) {
            throw tokens.failure("actions are nested more than " + DEPTH_MAX + " deep");
        }
        List<Node> nodes = new ArrayList<>();
        int position = tokens.peekNonSpace().position();
        while (!tokens.peekNonSpace().is(Kind.END_OF_TEXT)) {
            Item item = textOrAction();
            if (item.end != null) {
                depth--;
                return new Body(new Node.Sequence(position, List.copyOf(nodes)), item.end);
            }
            if (item.node != null) {
                nodes.add(item.node);
            }
        }
        tokens.next();
        throw tokens.failure("unexpected EOF");
    }

    private Item textOrAction() throws ParseException {
        Token token = tokens.nextNonSpace();
        return switch (token.kind()) {
            case TEXT -> new Item(new Node.Text(token.position(), token.text()), null);
            case COMMENT -> new Item(null, null);
            case LEFT_DELIMITER -> {
                tokens.actionStartsAt(token.line());
                Item item = action();
                tokens.actionStartsAt(0);
                yield item;
            }
            default -> throw tokens.unexpected(token, "input");
        };
    }

    private Item action() throws ParseException {
        Token token = tokens.nextNonSpace();
        return switch (token.kind()) {
            case IF -> new Item(branch(Node.BranchKind.IF), null);
            case WITH -> new Item(branch(Node.BranchKind.WITH), null);
            case RANGE -> new Item(branch(Node.BranchKind.RANGE), null);
            case TEMPLATE -> new Item(call(), null);
            case BLOCK -> new Item(block(), null);
            case BREAK, CONTINUE -> new Item(leaveRange(token), null);
            case ELSE -> {
                Token next = tokens.peekNonSpace();
                if (!next.is(Kind.IF) && !next.is(Kind.WITH)) {
                    tokens.expect(Kind.RIGHT_DELIMITER, "else");
                }
                yield new Item(null, token);
            }
            case END -> {
                tokens.expect(Kind.RIGHT_DELIMITER, "end");
                yield new Item(null, token);
            }
            default -> {
                tokens.backup(token);
                Node.Pipe pipe = pipelines.pipe("command", Kind.RIGHT_DELIMITER);
                yield new Item(new Node.Action(token.position(), pipe), null);
            }
        };
    }

    private Node.Branch branch(Node.BranchKind kind) throws ParseException {
        Pipelines.Scope scope = pipelines.enter();
        boolean range = kind == Node.BranchKind.RANGE;
        Node.Pipe pipe = pipelines.pipe(kind.toString(), Kind.RIGHT_DELIMITER);
        ranges += range ? 1 : 0;
        Body body = body();
        ranges -= range ? 1 : 0;
        Node.Sequence otherwise = null;
        if (body.end.is(Kind.ELSE)) {
            Token next = tokens.peekNonSpace();
            boolean same =
                    (next.is(Kind.IF) && kind == Node.BranchKind.IF)
                            || (next.is(Kind.WITH) && kind == Node.BranchKind.WITH);
            if (same) {
                // {{else if}}: one {{end}} closes both.
                tokens.nextNonSpace();
                if (++depth > DEPTH_MAX) {
                    throw tokens.failure("actions are nested more than " + DEPTH_MAX + " deep");
                }
                Node inner = branch(kind);
                depth--;
                otherwise = new Node.Sequence(next.position(), List.of(inner));
            } else if (next.is(Kind.IF) || next.is(Kind.WITH)) {
                throw tokens.unexpected(tokens.nextNonSpace(), "input");
            } else {
                Body last = body();
                if (!last.end.is(Kind.END)) {
                    throw tokens.failure("expected end; found {{else}}");
                }
                otherwise = last.nodes;
            }
        }
        pipelines.leave(scope);
        return new Node.Branch(pipe.position(), kind, pipe, body.nodes, otherwise);
    }

    private Node.Call call() throws ParseException {
        Token at = tokens.peekNonSpace();
        String called = templateName("template clause");
        Node.Pipe pipe = null;
        Token token = tokens.nextNonSpace();
        if (!token.is(Kind.RIGHT_DELIMITER)) {
            tokens.backup(token);
            pipe = pipelines.pipe("template clause", Kind.RIGHT_DELIMITER);
        }
        return new Node.Call(at.position(), called, pipe);
    }

    private Node.Call block() throws ParseException {
        Token at = tokens.peekNonSpace();
        String defined = templateName("block clause");
        Node.Pipe pipe = pipelines.pipe("block clause", Kind.RIGHT_DELIMITER);
        Pipelines.Scope outer = pipelines.newTemplate();
        Body body = body();
        if (!body.end.is(Kind.END)) {
            throw tokens.failure("unexpected {{else}} in block clause");
        }
        pipelines.leave(outer);
        add(new Template(defined, name, source, body.nodes));
        return new Node.Call(at.position(), defined, pipe);
    }

    private Node leaveRange(Token token) throws ParseException {
        Token next = tokens.nextNonSpace();
        if (!next.is(Kind.RIGHT_DELIMITER)) {
            throw tokens.unexpected(next, "{{" + token.text() + "}}");
        }
        if (ranges == 0) {
            throw tokens.failure("{{" + token.text() + "}} outside {{range}}");
        }
        return token.is(Kind.BREAK)
                ? new Node.Break(token.position())
                : new Node.Continue(token.position());
    }
}
