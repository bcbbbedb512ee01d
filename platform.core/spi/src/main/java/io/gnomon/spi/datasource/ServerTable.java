package io.gnomon.spi.datasource;

import io.gnomon.model.frame.DataFrame;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Something that a part of the server knows, as rows that panels show: alerts, dashboards ...; an
 * OSGi service that the data source "gnomon" finds. Its rows are what everyone who may read this
 * server may see, unless it is for administrators. Any thread, calls overlap.
 */
@ConsumerType
public interface ServerTable {
    /**
     * What a query names, such as "alerts". Rows of several tables of one name come one after the
     * other; a column that one of them has not is empty there.
     */
    String name();

    /**
     * The rows, those that matter most first.
     *
     * @param fromMillis begin of the panel's time range, for what happened then
     * @param toMillis its end
     * @param limit most rows
     */
    DataFrame rows(long fromMillis, long toMillis, int limit) throws Exception;

    /**
     * The rows that a query wants. A table that has neither levels nor a text to search gives all.
     */
    default DataFrame find(Wanted wanted) throws Exception {
        return rows(wanted.fromMillis(), wanted.toMillis(), wanted.limit());
    }

    /** Whether only administrators may see the rows. */
    default boolean isForAdministrators() {
        return false;
    }

    /**
     * What a query asks of a table.
     *
     * @param limit most rows
     * @param level the least: debug, info, warn or error; empty for all
     * @param text what a row must have in it, in any case; empty for all
     */
    record Wanted(long fromMillis, long toMillis, int limit, String level, String text) {}
}
