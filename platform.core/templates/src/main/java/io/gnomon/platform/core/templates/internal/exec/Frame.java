package io.gnomon.platform.core.templates.internal.exec;

import io.gnomon.platform.core.templates.internal.fmt.Quoting;
import io.gnomon.platform.core.templates.internal.parse.Node;
import io.gnomon.platform.core.templates.internal.parse.Template;

import java.util.ArrayList;
import java.util.List;

/** One template that runs: its variables and the node that messages point at. */
final class Frame {
    private record Variable(String name, Object value) {}

    final Template template;
    private final List<Variable> variables = new ArrayList<>();
    private Node at;

    Frame(Template template, Object data) {
        this.template = template;
        this.at = template.root();
        push("$", data);
    }

    void at(Node node) {
        at = node;
    }

    int mark() {
        return variables.size();
    }

    void pop(int mark) {
        variables.subList(mark, variables.size()).clear();
    }

    void push(String name, Object value) {
        variables.add(new Variable(name, value));
    }

    void set(String name, Object value) throws ExecException {
        variables.set(find(name), new Variable(name, value));
    }

    /** Gives the variable that is {@code fromTop} below the newest a value. */
    void setTop(int fromTop, Object value) {
        int index = variables.size() - fromTop;
        variables.set(index, new Variable(variables.get(index).name, value));
    }

    Object get(String name) throws ExecException {
        return variables.get(find(name)).value;
    }

    private int find(String name) throws ExecException {
        for (int i = variables.size() - 1; i >= 0; i--) {
            if (variables.get(i).name.equals(name)) {
                return i;
            }
        }
        throw failure("undefined variable: " + name);
    }

    ExecException failure(String message) {
        return new ExecException(
                "template: "
                        + template.place(at.position())
                        + ": executing "
                        + Quoting.quote(template.name())
                        + " at <"
                        + at
                        + ">: "
                        + message);
    }
}
