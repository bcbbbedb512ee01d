package io.gnomon.platform.core.database.internal;

import io.gnomon.platform.core.database.Database;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.spi.ToolProvider;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Copies the open database for {@code gnomon backup}, as it is between two transactions. */
@Component(property = {"gnomon.backup=database", "gnomon.backup.files=gnomon.mv.db"})
public final class DatabaseBackup implements ToolProvider {
    private final Database database;

    @Activate
    public DatabaseBackup(@Reference Database database) {
        this.database = database;
    }

    @Override
    public String name() {
        return "gnomon backup database";
    }

    @Override
    public int run(PrintWriter out, PrintWriter err, String... args) {
        try {
            copy(Path.of(args[0]));
            return 0;
        } catch (IOException | SQLException e) {
            err.println(e.getMessage());
            return 1;
        }
    }

    /** H2 writes an archive with the file in it. */
    private void copy(Path target) throws IOException, SQLException {
        Path archive = target.resolve("gnomon.zip");
        try (Connection connection = database.dataSource().getConnection();
                PreparedStatement backup = connection.prepareStatement("backup to ?")) {
            backup.setString(1, archive.toString());
            backup.execute();
        }
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                Path file = target.resolve(Path.of(entry.getName()).getFileName());
                try (InputStream in = zip.getInputStream(entry)) {
                    Files.copy(in, file);
                }
            }
        }
        Files.delete(archive);
    }
}
