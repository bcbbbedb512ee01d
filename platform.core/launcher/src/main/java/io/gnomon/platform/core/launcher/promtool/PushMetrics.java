package io.gnomon.platform.core.launcher.promtool;

import io.gnomon.platform.core.launcher.Tools;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code push metrics URL [FILE ...]}. */
@Command(
        name = "metrics",
        description = "Sends text expositions, or the standard input, by remote write.",
        mixinStandardHelpOptions = true)
final class PushMetrics extends ToolCommand {
    @Parameters(index = "0", paramLabel = "URL", description = "Where remote writes are taken.")
    private String url = "";

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "FILE",
            converter = ExistingFile.class,
            description = "Text expositions.")
    private List<String> files = new ArrayList<>();

    @Option(
            names = "--label",
            defaultValue = "job=promtool",
            paramLabel = "NAME=VALUE",
            description = "Label that each series gets; may be repeated; default job=promtool.")
    private Map<String, String> labels = new LinkedHashMap<>();

    @Option(
            names = "--header",
            paramLabel = "NAME=VALUE",
            description = "Header to send; may be repeated.")
    private Map<String, String> headers = new LinkedHashMap<>();

    @Option(
            names = "--timeout",
            defaultValue = "30s",
            paramLabel = "DURATION",
            description = "How long to wait for an answer; 30s.")
    private String timeout = "30s";

    @Option(
            names = "--protobuf_message",
            defaultValue = "prometheus.WriteRequest",
            paramLabel = "NAME",
            description =
                    "Message to send: prometheus.WriteRequest (the default) or"
                            + " io.prometheus.write.v2.Request.")
    private String message = "";

    @ParentCommand private PushGroup group = new PushGroup();

    PushMetrics(Tools tools) {
        super(tools, "gnomon push metrics");
    }

    @Override
    List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        arguments.addAll(List.of(group.http().file(), timeout, message, url));
        labels.forEach((name, value) -> arguments.add("label:" + name + "=" + value));
        headers.forEach((name, value) -> arguments.add("header:" + name + "=" + value));
        files.forEach(file -> arguments.add("file:" + file));
        return arguments;
    }
}
