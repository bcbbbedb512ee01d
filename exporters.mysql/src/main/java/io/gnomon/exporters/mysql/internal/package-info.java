/**
 * Metrics of MySQL and MariaDB under mysqld_exporter's names. {@link
 * io.gnomon.exporters.mysql.internal.MysqlExporter} connects, runs the collectors and says how each
 * did; most collectors are a {@link io.gnomon.exporters.mysql.internal.Table}, a list of columns
 * and what becomes of them; the others are small classes that read a few rows.
 */
@NullMarked
package io.gnomon.exporters.mysql.internal;

import org.jspecify.annotations.NullMarked;
