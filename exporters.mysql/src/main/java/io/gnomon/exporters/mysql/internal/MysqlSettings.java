package io.gnomon.exporters.mysql.internal;

import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.common.Flag;
import io.gnomon.spi.common.Form;
import io.gnomon.spi.common.Key;
import io.gnomon.spi.common.Limit;
import io.gnomon.spi.common.Secret;

import java.util.List;

@Doc("Metrics of MySQL and MariaDB servers")
record MysqlSettings(
        @Doc("Option file with accounts: section [client], others for /probe?auth_module=")
                @Key("config.my-cnf")
                @Default(".my.cnf")
                @Form(group = "Server")
                String myCnf,
        @Doc("HOST:PORT or unix:///PATH of the server, unless the option file says so")
                @Key("mysqld.address")
                @Default("localhost:3306")
                @Form(group = "Server")
                String address,
        @Doc("User, unless the option file names one")
                @Key("mysqld.username")
                @Default("")
                @Form(group = "Server")
                String username,
        @Doc("Password, unless the option file has one")
                @Key("mysqld.password")
                @Flag(environment = "MYSQLD_EXPORTER_PASSWORD")
                @Default("")
                @Form(group = "Server")
                Secret password,
        @Doc("Do not check certificate and name of a server that is asked over TLS")
                @Key("tls.insecure-skip-verify")
                @Form(group = "Server")
                boolean insecureSkipVerify,
        @Doc("Seconds that a query waits for a lock on a table's definition")
                @Key("exporter.lock_wait_timeout")
                @Default("2")
                @Limit(min = 1)
                @Form(group = "Server", advanced = true)
                int lockWaitTimeout,
        @Doc("Set lock_wait_timeout")
                @Key("exporter.enable_lock_wait_timeout")
                @Default("true")
                @Form(group = "Server", advanced = true)
                boolean enableLockWaitTimeout,
        @Doc("Keep the queries out of the slow query log; MariaDB and Percona Server")
                @Key("exporter.log_slow_filter")
                @Form(group = "Server", advanced = true)
                boolean logSlowFilter,
        @Doc("Seconds that one collector may take, 0 for three quarters of the time left")
                @Key("exporter.query_timeout")
                @Default("0")
                @Limit(min = 0)
                @Form(group = "Server", advanced = true)
                int queryTimeout,
        @Doc("Connections allowed at a time; one is used, whatever is allowed")
                @Key("exporter.max_open_connections")
                @Default("2")
                @Limit(min = 1)
                @Form(group = "Server", advanced = true)
                int maxOpenConnections,
        @Doc("Seconds that a scrape ends before its time is over")
                @Key("timeout-offset")
                @Default("0.25")
                @Limit(min = 0)
                @Form(group = "Server", advanced = true)
                double timeoutOffset,
        @Doc("Collectors to run besides those that run by default") @Flag(switchesOn = "collect.")
                List<String> enabledCollectors,
        @Doc("Collectors not to run") @Flag(switchesOff = "collect.")
                List<String> disabledCollectors,
        @Key("collect") Options options) {

    static final Options DEFAULTS =
            new Options(
                    "heartbeat",
                    "heartbeat",
                    false,
                    0,
                    true,
                    true,
                    "*",
                    false,
                    250,
                    86_400,
                    120,
                    List.of(),
                    ".*",
                    "/var/lib/mysql/",
                    "memory/");

    @Doc("Settings of collectors")
    record Options(
            @Doc("Schema of the heartbeat table") @Key("heartbeat.database") @Default("heartbeat")
                    String heartbeatDatabase,
            @Doc("Heartbeat table") @Key("heartbeat.table") @Default("heartbeat")
                    String heartbeatTable,
            @Doc("The heartbeat table's times are in UTC") @Key("heartbeat.utc")
                    boolean heartbeatUtc,
            @Doc("Seconds a thread has to be in its state to be counted")
                    @Key("info_schema.processlist.min_time")
                    @Default("0")
                    int processlistMinTime,
            @Doc("Count threads by user")
                    @Key("info_schema.processlist.processes_by_user")
                    @Default("true")
                    boolean processesByUser,
            @Doc("Count threads by host")
                    @Key("info_schema.processlist.processes_by_host")
                    @Default("true")
                    boolean processesByHost,
            @Doc("Schemas whose tables are reported, with commas between, * for all")
                    @Key("info_schema.tables.databases")
                    @Default("'*'")
                    String tablesDatabases,
            @Doc("Report privileges of accounts") @Key("mysql.user.privileges")
                    boolean userPrivileges,
            @Doc("Digests to report, those that took longest")
                    @Key("perf_schema.eventsstatements.limit")
                    @Default("250")
                    int statementsLimit,
            @Doc("Seconds since a digest was seen last")
                    @Key("perf_schema.eventsstatements.timelimit")
                    @Default("86400")
                    int statementsTimeLimit,
            @Doc("Characters of a digest's text")
                    @Key("perf_schema.eventsstatements.digest_text_limit")
                    @Default("120")
                    int digestTextLimit,
            @Doc("Schemas whose digests are left out, besides the server's own")
                    @Key("perf_schema.eventsstatements.exclude_schemas")
                    List<String> excludeSchemas,
            @Doc("Files to report, as a regular expression of the server's")
                    @Key("perf_schema.file_instances.filter")
                    @Default(".*")
                    String fileFilter,
            @Doc("Beginning that is cut off file names")
                    @Key("perf_schema.file_instances.remove_prefix")
                    @Default("/var/lib/mysql/")
                    String fileRemovePrefix,
            @Doc("Beginning that is cut off names of instruments")
                    @Key("perf_schema.memory_events.remove_prefix")
                    @Default("memory/")
                    String memoryRemovePrefix) {}
}
