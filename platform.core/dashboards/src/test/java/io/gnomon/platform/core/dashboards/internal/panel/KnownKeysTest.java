package io.gnomon.platform.core.dashboards.internal.panel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.json.JsonMapper;

import io.gnomon.platform.core.config.internal.settings.RecordBinder;
import io.gnomon.spi.common.Key;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

final class KnownKeysTest {
    private static final JsonMapper JSON = new JsonMapper();

    private final KnownKeys keys = new KnownKeys(new RecordBinder());

    record Options(@Key("sortBy") List<Order> sortBy, Map<String, Order> named, Order one) {}

    record Order(@Key("fieldName") String fieldName, boolean desc) {}

    private Options bound(String json) throws Exception {
        return keys.bind(JSON.readTree(json), Options.class);
    }

    @Test
    void whatRecordsDoNotHaveIsLeftOutAtEveryDepth() throws Exception {
        Order order = new Order("a", true);
        assertEquals(
                new Options(List.of(order), Map.of("x", order), order),
                bound(
                        """
                        {"editor": {}, "sortBy": [{"fieldName": "a", "desc": true, "index": 3}],
                         "named": {"x": {"fieldName": "a", "desc": true, "old": [1]}},
                         "one": {"fieldName": "a", "desc": true, "unused": null}}
                        """));
    }

    @Test
    void whatIsWrongIsSaidWithoutAPosition() {
        assertEquals(
                "desc must be true or false, not 3; fieldName is missing",
                assertThrows(
                                IllegalArgumentException.class,
                                () ->
                                        bound(
                                                """
                                                {"sortBy": [{"fieldName": "a", "desc": 3}], "one": {}}
                                                """))
                        .getMessage());
    }
}
