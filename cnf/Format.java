import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Set;

/** Formats every Java file below a folder, or checks that it is formatted. Run by Maven on the toolchain's JDK. */
class Format {
    private static final Set<String> SKIP = Set.of("target", "node_modules", ".git", "cnf", "resources");

    public static void main(String[] args) throws Exception {
        boolean write = args[0].equals("write");
        var formatter =
                new Formatter(
                        JavaFormatterOptions.builder().style(JavaFormatterOptions.Style.AOSP).build());
        var files = new ArrayList<Path>();
        Files.walkFileTree(
                Path.of(args[1]),
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path d, BasicFileAttributes a) {
                        // The examples for plugin authors have names to be replaced in them.
                        boolean examples = d.equals(Path.of(args[1], "templates"));
                        return examples || SKIP.contains(d.getFileName().toString())
                                ? FileVisitResult.SKIP_SUBTREE
                                : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path f, BasicFileAttributes a) {
                        if (f.toString().endsWith(".java")) {
                            files.add(f);
                        }
                        return FileVisitResult.CONTINUE;
                    }
                });
        int wrong = 0;
        for (Path f : files) {
            var before = Files.readString(f);
            var after = formatter.formatSourceAndFixImports(before);
            if (!after.equals(before)) {
                wrong++;
                System.out.println((write ? "formatted " : "not formatted: ") + f);
                if (write) {
                    Files.writeString(f, after);
                }
            }
        }
        if (wrong > 0 && !write) {
            System.out.println("run: mvn -N -Dformat.mode=write process-sources");
            System.exit(1);
        }
    }
}
