package io.gnomon.platform.core.http.internal.prometheus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.gnomon.platform.testkit.PeerData;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

class EscapedNamesTest {
    @ParameterizedTest
    @CsvSource({
        "job, job",
        "U__http_2e_status, http.status",
        "U__a__b, a_b",
        "U__x_1F600_, x\uD83D\uDE00",
        "U__broken_zz_, U__broken_zz_",
        "U__signed_+2e_, U__signed_+2e_",
        "U__open_2e, U__open_2e"
    })
    void unescaped(String written, String name) {
        assertEquals(name, EscapedNames.unescape(written));
    }

    @TestFactory
    List<DynamicTest> vectors() throws IOException {
        JsonNode cases =
                new ObjectMapper()
                        .readTree(PeerData.folder("vectors/unescape-name-errors.json").toFile())
                        .get("cases");
        assertEquals(10, cases.size());
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode each : cases) {
            tests.add(
                    DynamicTest.dynamicTest(
                            each.get("name").asText(),
                            () ->
                                    assertEquals(
                                            each.path("expected").asText(""),
                                            EscapedNames.unescape(each.path("input").asText("")))));
        }
        return tests;
    }
}
