package io.gnomon.platform.core.templates.internal.parse;

import io.gnomon.platform.core.templates.internal.fmt.Quoting;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.stream.Collectors;

/** What a parsed template is made of. {@code toString} gives the text that messages show. */
public sealed interface Node {
    /** Index of the character in the template's source that messages point at. */
    int position();

    /** Literal text. */
    record Text(int position, String text) implements Node {
        @Override
        public String toString() {
            return text;
        }
    }

    record Sequence(int position, List<Node> nodes) implements Node {
        @Override
        public String toString() {
            return joined(nodes, "");
        }
    }

    /** A pipeline whose value is printed or put into variables. */
    record Action(int position, Pipe pipe) implements Node {
        @Override
        public String toString() {
            return "{{" + pipe + "}}";
        }
    }

    enum BranchKind {
        IF("if"),
        WITH("with"),
        RANGE("range");

        private final String word;

        BranchKind(String word) {
            this.word = word;
        }

        @Override
        public String toString() {
            return word;
        }
    }

    record Branch(
            int position, BranchKind kind, Pipe pipe, Sequence body, @Nullable Sequence otherwise)
            implements Node {
        @Override
        public String toString() {
            String last = otherwise == null ? "" : "{{else}}" + otherwise;
            return "{{" + kind + " " + pipe + "}}" + body + last + "{{end}}";
        }
    }

    record Break(int position) implements Node {
        @Override
        public String toString() {
            return "{{break}}";
        }
    }

    record Continue(int position) implements Node {
        @Override
        public String toString() {
            return "{{continue}}";
        }
    }

    /** Runs another template. */
    record Call(int position, String name, @Nullable Pipe pipe) implements Node {
        @Override
        public String toString() {
            String argument = pipe == null ? "" : " " + pipe;
            return "{{template " + Quoting.quote(name) + argument + "}}";
        }
    }

    /** What has a value. */
    sealed interface Expression extends Node {}

    /**
     * Commands joined by bars.
     *
     * @param assigns whether the variables are there already
     */
    record Pipe(int position, List<Variable> variables, boolean assigns, List<Command> commands)
            implements Expression {
        @Override
        public String toString() {
            String declaration =
                    variables.isEmpty() ? "" : joined(variables, ", ") + (assigns ? " = " : " := ");
            return declaration + joined(commands, " | ");
        }
    }

    /** A function or value with its arguments. */
    record Command(int position, List<Expression> arguments) implements Expression {
        @Override
        public String toString() {
            return arguments.stream()
                    .map(a -> a instanceof Pipe ? "(" + a + ")" : a.toString())
                    .collect(Collectors.joining(" "));
        }
    }

    record Dot(int position) implements Expression {
        @Override
        public String toString() {
            return ".";
        }
    }

    record Nil(int position) implements Expression {
        @Override
        public String toString() {
            return "nil";
        }
    }

    record Bool(int position, boolean value) implements Expression {
        @Override
        public String toString() {
            return Boolean.toString(value);
        }
    }

    /**
     * A number.
     *
     * @param whole whether {@code integer} is its value
     * @param decimal whether it is written as a float
     */
    record NumberLiteral(
            int position, String text, boolean whole, long integer, double real, boolean decimal)
            implements Expression {
        @Override
        public String toString() {
            return text;
        }
    }

    record StringLiteral(int position, String quoted, String text) implements Expression {
        @Override
        public String toString() {
            return quoted;
        }
    }

    /** Fields of the dot. */
    record Field(int position, List<String> names) implements Expression {
        @Override
        public String toString() {
            return "." + String.join(".", names);
        }
    }

    /** Fields of what stands in parentheses. */
    record Chain(int position, Expression of, List<String> names) implements Expression {
        @Override
        public String toString() {
            String shown = of instanceof Pipe ? "(" + of + ")" : of.toString();
            return shown + "." + String.join(".", names);
        }
    }

    /** A variable and fields of it; the first name starts with a dollar sign. */
    record Variable(int position, List<String> names) implements Expression {
        @Override
        public String toString() {
            return String.join(".", names);
        }
    }

    /** The name of a function. */
    record Identifier(int position, String name) implements Expression {
        @Override
        public String toString() {
            return name;
        }
    }

    private static String joined(List<? extends Node> nodes, String between) {
        return nodes.stream().map(Node::toString).collect(Collectors.joining(between));
    }
}
