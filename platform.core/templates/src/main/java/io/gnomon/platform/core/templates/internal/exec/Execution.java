package io.gnomon.platform.core.templates.internal.exec;

import io.gnomon.platform.core.templates.internal.fmt.Format;
import io.gnomon.platform.core.templates.internal.fmt.Quoting;
import io.gnomon.platform.core.templates.internal.parse.Node;
import io.gnomon.platform.core.templates.internal.parse.Template;
import io.gnomon.platform.core.templates.internal.value.CallException;
import io.gnomon.platform.core.templates.internal.value.FunctionTable;
import io.gnomon.platform.core.templates.internal.value.GoList;
import io.gnomon.platform.core.templates.internal.value.GoMap;
import io.gnomon.platform.core.templates.internal.value.Kind;
import io.gnomon.platform.core.templates.internal.value.Nothing;
import io.gnomon.platform.core.templates.internal.value.Values;

import java.util.List;
import java.util.Map;

/**
 * Runs templates: walks the nodes and writes what they give. What expressions mean is in {@link
 * Evaluation}. One run by one thread.
 */
public final class Execution {
    private enum Flow {
        GO_ON,
        BREAK,
        CONTINUE
    }

    private final Map<String, Template> templates;
    private final FunctionTable functions;
    private final Output out;
    private final Budget budget;

    /**
     * A run.
     *
     * @param templates by name
     * @param functions besides the language's own
     */
    public Execution(
            Map<String, Template> templates, FunctionTable functions, Output out, Budget budget) {
        this.templates = templates;
        this.functions = functions;
        this.out = out;
        this.budget = budget;
    }

    /** Runs a template and gives all that was written. */
    public String run(Template template, Object data) throws ExecException {
        try {
            template(template, data);
            return out.result();
        } catch (CallException e) {
            throw new ExecException(String.valueOf(e.getMessage()));
        } catch (StackOverflowError e) {
            throw new ExecException(
                    "template: " + template.name() + ": the template is nested too deep");
        }
    }

    private void template(Template template, Object data) throws ExecException {
        Frame frame = new Frame(template, data);
        new Walk(frame).sequence(template.root(), data);
    }

    /** The walk through one template. */
    private final class Walk {
        private final Frame frame;
        private final Evaluation evaluation;

        Walk(Frame frame) {
            this.frame = frame;
            this.evaluation = new Evaluation(frame, functions, budget);
        }

        Flow sequence(Node.Sequence sequence, Object dot) throws ExecException {
            for (Node node : sequence.nodes()) {
                Flow flow = node(node, dot);
                if (flow != Flow.GO_ON) {
                    return flow;
                }
            }
            return Flow.GO_ON;
        }

        private Flow node(Node node, Object dot) throws ExecException {
            frame.at(node);
            try {
                budget.step();
                switch (node) {
                    case Node.Text text -> {
                        budget.characters(text.text().length());
                        out.text(text.text());
                    }
                    case Node.Action action -> action(action, dot);
                    case Node.Branch branch -> {
                        budget.enter();
                        Flow flow = branch(branch, dot);
                        budget.leave();
                        return flow;
                    }
                    case Node.Call call -> {
                        budget.enter();
                        call(call, dot);
                        budget.leave();
                    }
                    case Node.Sequence s -> {
                        return sequence(s, dot);
                    }
                    case Node.Break b -> {
                        return Flow.BREAK;
                    }
                    case Node.Continue c -> {
                        return Flow.CONTINUE;
                    }
                    case Node.Expression e -> throw frame.failure("unknown node: " + e);
                }
                return Flow.GO_ON;
            } catch (CallException e) {
                throw frame.failure(String.valueOf(e.getMessage()));
            }
        }

        private void action(Node.Action action, Object dot) throws ExecException, CallException {
            Object value = evaluation.pipe(dot, action.pipe());
            if (!action.pipe().variables().isEmpty()) {
                return;
            }
            frame.at(action);
            if (Kind.of(value) == Kind.FUNCTION) {
                throw frame.failure("can't print " + action + " of type " + Values.type(value));
            }
            budget.made(value);
            out.value(value, escaper(action.pipe()));
        }

        private static String escaper(Node.Pipe pipe) {
            Node.Expression last = pipe.commands().getLast().arguments().getFirst();
            return last instanceof Node.Identifier i ? i.name() : "";
        }

        private Flow branch(Node.Branch branch, Object dot) throws ExecException, CallException {
            int mark = frame.mark();
            Flow flow;
            if (branch.kind() == Node.BranchKind.RANGE) {
                flow = range(branch, dot);
            } else {
                Object value = evaluation.pipe(dot, branch.pipe());
                flow = Flow.GO_ON;
                if (Values.truth(value)) {
                    boolean with = branch.kind() == Node.BranchKind.WITH;
                    flow = sequence(branch.body(), with ? value : dot);
                } else if (branch.otherwise() != null) {
                    flow = sequence(branch.otherwise(), dot);
                }
            }
            frame.pop(mark);
            return flow;
        }

        private Flow range(Node.Branch branch, Object dot) throws ExecException, CallException {
            Object value = evaluation.pipe(dot, branch.pipe());
            int mark = frame.mark();
            boolean empty = true;
            switch (Kind.of(value)) {
                case LIST -> {
                    List<Object> items = ((GoList) value).items();
                    for (int i = 0; i < items.size(); i++) {
                        empty = false;
                        if (turn(branch, (long) i, items.get(i), mark)) {
                            break;
                        }
                    }
                }
                case MAP -> {
                    for (Map.Entry<String, Object> entry : ((GoMap) value).entries().entrySet()) {
                        empty = false;
                        if (turn(branch, entry.getKey(), entry.getValue(), mark)) {
                            break;
                        }
                    }
                }
                case INT -> {
                    if (branch.pipe().variables().size() > 1) {
                        throw frame.failure(
                                "can't use "
                                        + Format.text(value)
                                        + " to iterate over more than one variable");
                    }
                    for (long i = 0; i < Values.integer(value); i++) {
                        empty = false;
                        if (turn(branch, i, i, mark)) {
                            break;
                        }
                    }
                }
                case NOTHING -> {}
                default -> throw frame.failure("range can't iterate over " + Format.text(value));
            }
            return empty && branch.otherwise() != null
                    ? sequence(branch.otherwise(), dot)
                    : Flow.GO_ON;
        }

        /** Runs the body of a range once; whether the range ends with it. */
        private boolean turn(Node.Branch branch, Object key, Object item, int mark)
                throws ExecException, CallException {
            budget.step();
            Object element = item == Nothing.NIL ? Nothing.NO_VALUE : item;
            List<Node.Variable> variables = branch.pipe().variables();
            if (!variables.isEmpty() && branch.pipe().assigns()) {
                String last = variables.getLast().names().getFirst();
                if (variables.size() > 1) {
                    frame.set(variables.getFirst().names().getFirst(), key);
                }
                frame.set(last, element);
            } else if (!variables.isEmpty()) {
                frame.setTop(1, element);
                if (variables.size() > 1) {
                    frame.setTop(2, key);
                }
            }
            Flow flow = sequence(branch.body(), element);
            frame.pop(mark);
            return flow == Flow.BREAK;
        }

        private void call(Node.Call call, Object dot) throws ExecException {
            Template called = templates.get(call.name());
            if (called == null) {
                throw frame.failure("template " + Quoting.quote(call.name()) + " not defined");
            }
            Object data =
                    call.pipe() == null ? Nothing.NO_VALUE : evaluation.pipe(dot, call.pipe());
            template(called, data);
        }
    }
}
