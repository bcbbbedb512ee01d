package io.gnomon.transformations.standard.internal;

import static io.gnomon.transformations.standard.internal.Transformed.by;
import static io.gnomon.transformations.standard.internal.Transformed.numbers;
import static io.gnomon.transformations.standard.internal.Transformed.series;
import static io.gnomon.transformations.standard.internal.Transformed.table;
import static io.gnomon.transformations.standard.internal.Transformed.texts;
import static io.gnomon.transformations.standard.internal.Transformed.times;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gnomon.model.frame.DataFrame;
import io.gnomon.transformations.standard.internal.rows.FilterByValue;
import io.gnomon.transformations.standard.internal.rows.GroupBy;
import io.gnomon.transformations.standard.internal.rows.GroupingToMatrix;
import io.gnomon.transformations.standard.internal.rows.Limit;
import io.gnomon.transformations.standard.internal.rows.PartitionByValues;
import io.gnomon.transformations.standard.internal.rows.Reduce;
import io.gnomon.transformations.standard.internal.rows.SortBy;
import io.gnomon.transformations.standard.internal.rows.Transpose;

import org.junit.jupiter.api.Test;

final class RowsTest {
    private static final DataFrame DISKS =
            table(
                    "A",
                    texts("host", "b", "a", "b", null),
                    texts("disk", "sda", "sda", "sdb", "sdc"),
                    numbers("Value", 3.0, 1.0, null, 2.0));

    @Test
    void sortsWithEmptyOnesLast() throws Exception {
        assertEquals(
                """
                frame A "" TABLE rows=4
                  host = b null a b
                  disk = sda sdc sda sdb
                  Value = 3.0 2.0 1.0 -
                """,
                by(new SortBy(), "{\"sort\": [{\"field\": \"Value\", \"desc\": true}]}", DISKS));
        assertEquals(
                """
                frame A "" TABLE rows=4
                  host = a b b null
                  disk = sda sda sdb sdc
                  Value = 1.0 3.0 - 2.0
                """,
                by(new SortBy(), "{\"sort\": [{\"field\": \"host\"}]}", DISKS));
    }

    @Test
    void limitsFromEitherEnd() throws Exception {
        assertEquals(
                """
                frame A "" TABLE rows=1
                  host = b
                  disk = sda
                  Value = 3.0
                """,
                by(new Limit(), "{\"limitField\": 1}", DISKS));
        assertEquals(
                """
                frame A "" TABLE rows=2
                  host = b null
                  disk = sdb sdc
                  Value = - 2.0
                """,
                by(new Limit(), "{\"limitField\": \"-2\"}", DISKS));
    }

    @Test
    void filtersByValue() throws Exception {
        assertEquals(
                """
                frame A "" TABLE rows=2
                  host = b null
                  disk = sda sdc
                  Value = 3.0 2.0
                """,
                by(
                        new FilterByValue(),
                        """
                        {"type": "include", "match": "all", "filters": [{"fieldName": "Value",
                         "config": {"id": "greater", "options": {"value": "1"}}}]}
                        """,
                        DISKS));
        assertEquals(
                """
                frame A "" TABLE rows=1
                  host = a
                  disk = sda
                  Value = 1.0
                """,
                by(
                        new FilterByValue(),
                        """
                        {"type": "exclude", "match": "any", "filters": [
                         {"fieldName": "host", "config": {"id": "isNull", "options": {}}},
                         {"fieldName": "disk", "config": {"id": "regex", "options": {"value": "/b$/"}}},
                         {"fieldName": "Value", "config": {"id": "between", "options": {"from": 2, "to": 4}}}]}
                        """,
                        DISKS));
    }

    @Test
    void groupsAndCalculates() throws Exception {
        assertEquals(
                """
                frame A "" TABLE rows=3
                  host = b a null
                  disk (uniqueValues) = sda, sdb sda sdc
                  Value (sum) = 3.0 1.0 2.0
                  Value (count) = 1.0 1.0 1.0
                """,
                by(
                        new GroupBy(),
                        """
                        {"fields": {"host": {"aggregations": [], "operation": "groupby"},
                         "disk": {"aggregations": ["uniqueValues"], "operation": "aggregate"},
                         "Value": {"aggregations": ["sum", "count"], "operation": "aggregate"}}}
                        """,
                        DISKS));
    }

    @Test
    void makesAMatrix() throws Exception {
        String options =
                """
                {"columnField": "disk", "rowField": "host", "valueField": "Value", "emptyValue": "zero"}
                """;
        assertEquals(
                """
                frame A "" TABLE rows=3
                  host\\disk = b a null
                  sda = 3.0 1.0 0.0
                  sdb = - 0.0 0.0
                  sdc = 0.0 0.0 2.0
                """,
                by(new GroupingToMatrix(), options, DISKS));
    }

    @Test
    void reducesToRows() throws Exception {
        assertEquals(
                """
                frame A "" TABLE rows=2
                  Field = Value Value
                  cpu = 0 1
                  Max = 3.0 5.0
                  Last * = 2.0 5.0
                """,
                by(
                        new Reduce(),
                        "{\"reducers\": [\"max\", \"lastNotNull\"], \"labelsToFields\": true}",
                        series("A", "cpu=0", 3.0, 2.0, null),
                        series("A", "cpu=1", 4.0, 5.0)));
    }

    @Test
    void reducesFields() throws Exception {
        assertEquals(
                """
                frame A "" TABLE rows=1
                  Value{cpu="0"} = 2.5
                """,
                by(
                        new Reduce(),
                        "{\"mode\": \"reduceFields\", \"reducers\": [\"mean\"]}",
                        series("A", "cpu=0", 3.0, 2.0)));
    }

    @Test
    void transposes() throws Exception {
        assertEquals(
                """
                frame A "" TABLE rows=2
                  Field = disk Value
                  b 1 = sda 3
                  a = sda 1
                  b 2 = sdb null
                   = sdc 2
                """,
                by(new Transpose(), "{}", DISKS));
    }

    @Test
    void partsByValues() throws Exception {
        DataFrame samples =
                table(
                        "A",
                        times("Time", 1, 2, 3),
                        texts("host", "a", "b", "a"),
                        numbers("Value", 1.0, 2.0, 3.0));
        assertEquals(
                """
                frame A "" TABLE rows=2
                  Time = 1 3
                  Value{host="a"} = 1.0 3.0
                frame A "" TABLE rows=1
                  Time = 2
                  Value{host="b"} = 2.0
                """,
                by(new PartitionByValues(), "{\"fields\": [\"host\"]}", samples));
        assertEquals(
                """
                frame A "host=a" TABLE rows=2
                  Time = 1 3
                  host = a a
                  Value = 1.0 3.0
                frame A "host=b" TABLE rows=1
                  Time = 2
                  host = b
                  Value = 2.0
                """,
                by(
                        new PartitionByValues(),
                        """
                        {"fields": ["host"], "keepFields": true, "naming": {"asLabels": false, "withNames": true}}
                        """,
                        samples));
    }
}
