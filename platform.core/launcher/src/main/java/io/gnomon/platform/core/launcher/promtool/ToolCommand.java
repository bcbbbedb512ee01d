package io.gnomon.platform.core.launcher.promtool;

import io.gnomon.platform.core.launcher.Tools;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;

/** A command whose work a tool of the same name does. */
abstract class ToolCommand implements Callable<Integer> {
    final Tools tools;
    private final String name;

    ToolCommand(Tools tools, String name) {
        this.tools = tools;
        this.name = name;
    }

    /** What the tool is told. */
    abstract List<String> arguments();

    @Override
    public final Integer call() throws IOException {
        return tools.run(name, arguments());
    }
}
