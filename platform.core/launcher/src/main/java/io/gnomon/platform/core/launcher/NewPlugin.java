package io.gnomon.platform.core.launcher;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/** {@code gnomon plugin new KIND NAME}: writes a project that builds a working plugin. */
@Command(
        name = "new",
        description = "Writes a Maven project that builds a working plugin.",
        mixinStandardHelpOptions = true)
final class NewPlugin implements Callable<Integer> {
    private static final String NAME_FORM = "[a-z][a-z0-9]*(-[a-z0-9]+)*";

    @Parameters(
            index = "0",
            paramLabel = "KIND",
            description = "Kind of plugin: exporter, channel or panel.")
    private String kind = "";

    @Parameters(
            index = "1",
            paramLabel = "NAME",
            description = "Its name: lower case letters, digits and hyphens.")
    private String name = "";

    @Option(
            names = "--package",
            description = "Java package, of a panel its id; default com.example.NAME.")
    private @Nullable String javaPackage;

    @Option(
            names = "--typescript",
            description = "A panel in TypeScript, built with npm, instead of plain JavaScript.")
    private boolean typescript;

    @Option(names = "--directory", description = "Where to write; default ./NAME.")
    private @Nullable Path directory;

    @Spec private @Nullable CommandSpec spec;

    private final Path home;
    private final String version;

    NewPlugin(Path home, String version) {
        this.home = home;
        this.version = version;
    }

    @Override
    public Integer call() throws IOException {
        Path template = home.resolve("templates").resolve(kind);
        if (!Files.isDirectory(template)) {
            throw wrong(
                    "no template for \"" + kind + "\"; there are " + String.join(", ", kinds()));
        }
        if (!name.matches(NAME_FORM)) {
            throw wrong(
                    "\"" + name + "\" is not a plugin name: lower case letters, digits, hyphens");
        }
        Path common = template.resolve("common");
        if (typescript && !Files.isDirectory(common)) {
            throw wrong("--typescript is for panels; " + kind + " plugins are written in Java");
        }
        Path target = directory == null ? Path.of(name) : directory;
        if (Files.exists(target)) {
            throw wrong(target + " exists already");
        }
        if (Files.isDirectory(common)) {
            copy(common, target, words());
            template = template.resolve(typescript ? "typescript" : "javascript");
        }
        copy(template, target, words());
        System.out.println("wrote " + target + "; build it with: mvn verify");
        return 0;
    }

    private CommandLine.ParameterException wrong(String sentence) {
        if (spec == null) {
            throw new IllegalStateException("not run by picocli");
        }
        return new CommandLine.ParameterException(spec.commandLine(), sentence);
    }

    private List<String> kinds() throws IOException {
        try (Stream<Path> kinds = Files.list(home.resolve("templates"))) {
            return kinds.map(p -> p.getFileName().toString()).sorted().toList();
        }
    }

    /** What stands for what in file names and texts of a template. */
    private Map<String, String> words() {
        StringBuilder camel = new StringBuilder();
        for (String part : name.split("-", -1)) {
            camel.append(part.substring(0, 1).toUpperCase(Locale.ROOT)).append(part.substring(1));
        }
        String flat = name.replace("-", "");
        return Map.of(
                "__name__",
                name,
                "__Name__",
                camel.toString(),
                "__metric__",
                name.replace('-', '_'),
                "__package__",
                javaPackage == null ? "com.example." + flat : javaPackage,
                "__gnomon.home__",
                home.toAbsolutePath().normalize().toString(),
                "__gnomon.version__",
                version);
    }

    private static void copy(Path template, Path target, Map<String, String> words)
            throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(template)) {
            files = walk.filter(Files::isRegularFile).sorted().toList();
        }
        for (Path file : files) {
            String path = template.relativize(file).toString();
            String folders = words.getOrDefault("__package__", "").replace('.', '/');
            Path copy = target.resolve(replace(path.replace("__package__", folders), words));
            Files.createDirectories(copy.toAbsolutePath().getParent());
            Files.writeString(copy, replace(Files.readString(file), words));
        }
    }

    private static String replace(String text, Map<String, String> words) {
        String result = text;
        for (var word : words.entrySet()) {
            result = result.replace(word.getKey(), word.getValue());
        }
        return result;
    }
}
