package io.gnomon.exporters.mysql.internal;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server of which a test knows what its version's manual says: tables with their columns,
 * variables and statements. What it does not have it refuses with the error code of a real one; a
 * query whose tables and columns there are is answered with one row of ones.
 */
final class DocumentedServer implements Server {
    private static final Pattern FROM = Pattern.compile("(?i)\\b(?:FROM|JOIN)\\s+([\\w.$`]+)");
    private static final Pattern VARIABLE = Pattern.compile("@@(\\w+)");
    private static final Pattern WORD = Pattern.compile("(?<![\\w@.$])(?:\\w+\\.)?([A-Za-z_]\\w*)");

    /** Words of SQL, and functions, that our queries use. */
    private static final Set<String> SQL =
            Set.of(
                    ("select from join on where and in not like is null as group by order desc"
                                    + " limit interval second ifnull left sum count if date_sub now"
                                    + " substring_index connection_id regexp unix_timestamp")
                            .split(" ", -1));

    private final String version;
    private final Map<String, Set<String>> tables = new TreeMap<>();
    private final Set<String> variables = new HashSet<>();
    private final Map<String, String> statements = new TreeMap<>();

    DocumentedServer(String version) {
        this.version = version;
    }

    /** Adds a table, or columns to one. */
    DocumentedServer table(String name, String columns) {
        Set<String> known =
                tables.computeIfAbsent(name.toLowerCase(Locale.ROOT), _ -> new LinkedHashSet<>());
        Collections.addAll(known, columns.toUpperCase(Locale.ROOT).split(" ", -1));
        return this;
    }

    DocumentedServer variable(String... names) {
        Collections.addAll(variables, names);
        return this;
    }

    /** A statement with the columns of its answer. */
    DocumentedServer statement(String text, String columns) {
        statements.put(text, columns);
        return this;
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public Rows query(String sql) throws SQLException {
        if (sql.startsWith("SHOW GLOBAL VARIABLES WHERE")) {
            return new Rows(List.of("Variable_name", "Value"), List.of());
        }
        if (sql.startsWith("SHOW ENGINE TOKUDB")) {
            throw new SQLException("Unknown storage engine 'TOKUDB'", "42000", 1286);
        }
        if (sql.startsWith("SHOW ")) {
            String columns = statements.get(sql);
            if (columns == null) {
                throw new SQLException("You have an error in your SQL syntax", "42000", 1064);
            }
            return ones(List.of(columns.split(" ", -1)));
        }
        for (String name : found(VARIABLE, sql)) {
            if (!variables.contains(name)) {
                throw new SQLException("Unknown system variable '" + name + "'", "HY000", 1193);
            }
        }
        if (sql.contains("FROM information_schema.columns WHERE")) {
            return columns(sql);
        }
        Set<String> columns = columnsOf(found(FROM, sql));
        checkColumns(sql, columns);
        return ones(
                sql.startsWith("SELECT *")
                        ? List.copyOf(columns)
                        : Collections.nCopies(1 + commas(sql), "c"));
    }

    private static List<String> found(Pattern pattern, String sql) {
        List<String> found = new ArrayList<>();
        Matcher matcher = pattern.matcher(sql);
        while (matcher.find()) {
            found.add(matcher.group(1).toLowerCase(Locale.ROOT));
        }
        return found;
    }

    private Set<String> columnsOf(List<String> names) throws SQLException {
        Set<String> all = new LinkedHashSet<>();
        for (String name : names) {
            Set<String> columns = tables.get(name.replace("`", ""));
            if (columns == null) {
                boolean information = name.startsWith("information_schema.");
                throw new SQLException(
                        "Table '" + name + "' doesn't exist", "42S02", information ? 1109 : 1146);
            }
            all.addAll(columns);
        }
        return all;
    }

    private static void checkColumns(String sql, Set<String> columns) throws SQLException {
        String plain = FROM.matcher(sql.replaceAll("'[^']*'", "")).replaceAll(" ");
        for (String word : found(WORD, VARIABLE.matcher(plain).replaceAll(" "))) {
            boolean alias = word.length() == 1;
            if (!alias && !SQL.contains(word) && !columns.contains(word.toUpperCase(Locale.ROOT))) {
                throw new SQLException("Unknown column '" + word + "'", "42S22", 1054);
            }
        }
    }

    /** What information_schema.columns tells of the tables that the query names. */
    private Rows columns(String sql) {
        List<String> names = List.of("table_name", "column_name");
        boolean both = sql.startsWith("SELECT table_name, column_name");
        List<Rows.Row> rows = new ArrayList<>();
        tables.forEach((table, columns) -> {
            String name = table.replace("information_schema.", "").toUpperCase(Locale.ROOT);
            for (String column : columns) {
                boolean asked = both || sql.contains("'" + column.toLowerCase(Locale.ROOT) + "'");
                if (sql.contains("'" + name + "'") && asked) {
                    String[] values = both ? new String[] {name, column} : new String[] {column};
                    rows.add(new Rows.Row(both ? names : names.subList(1, 2), values));
                }
            }
        });
        return new Rows(both ? names : names.subList(1, 2), rows);
    }

    private static Rows ones(List<String> columns) {
        String[] values = Collections.nCopies(columns.size(), "1").toArray(String[]::new);
        return new Rows(columns, List.of(new Rows.Row(columns, values)));
    }

    /** Commas between what is selected, without those within parentheses. */
    private static int commas(String sql) {
        int commas = 0;
        int depth = 0;
        int end = sql.indexOf(" FROM ");
        for (char c : sql.substring(0, end < 0 ? sql.length() : end).toCharArray()) {
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            commas += c == ',' && depth == 0 ? 1 : 0;
        }
        return commas;
    }
}
