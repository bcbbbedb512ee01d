package io.gnomon.platform.core.templates;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;

import io.gnomon.model.labels.Labels;
import io.gnomon.platform.core.templates.internal.exec.Budget;
import io.gnomon.platform.core.templates.internal.exec.ExecException;
import io.gnomon.platform.core.templates.internal.exec.TemplateSet;
import io.gnomon.platform.core.templates.internal.exec.TextOutput;
import io.gnomon.platform.core.templates.internal.functions.RuleFunctions;
import io.gnomon.platform.core.templates.internal.html.HtmlOutput;
import io.gnomon.platform.core.templates.internal.parse.ParseException;
import io.gnomon.platform.core.templates.internal.parse.Template;
import io.gnomon.platform.core.templates.internal.value.CallException;
import io.gnomon.platform.core.templates.internal.value.Function;
import io.gnomon.platform.core.templates.internal.value.FunctionTable;
import io.gnomon.platform.core.templates.internal.value.Parameter;
import io.gnomon.platform.core.templates.internal.value.TypedText;
import io.gnomon.platform.core.templates.internal.value.Values;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Prometheus's vectors of templates, without the variables that rules get. */
class RuleVectorsTest {
    private static final URI EXTERNAL = URI.create("http://testhost:9090/path/prefix");

    /** What the vectors take for the present. */
    private static final Instant NOW = Instant.ofEpochSecond(1353755652);

    private static final TemplateSet CONSOLE =
            TemplateSet.empty(
                    Stream.concat(RuleFunctions.NAMES.stream(), Stream.of("tmpl"))
                            .collect(Collectors.toSet()));

    @TestFactory
    Stream<DynamicTest> vectors() throws IOException {
        return Data.cases("template-expansion.json").stream()
                .map(c -> DynamicTest.dynamicTest(name(c), () -> check(c)));
    }

    private static String name(JsonNode c) {
        return c.get("text").asText() + " on " + c.path("input");
    }

    private static void check(JsonNode c) throws TemplateException {
        if (c.path("shouldFail").asBoolean()) {
            TemplateException e = assertThrows(TemplateException.class, () -> run(c));
            assertEquals(c.get("errorMsg").asText(), e.getMessage());
        } else {
            assertEquals(c.get("output").asText(), run(c));
        }
    }

    private static String run(JsonNode c) throws TemplateException {
        FunctionTable functions = RuleFunctions.of((q, t) -> samples(c), NOW, EXTERNAL);
        boolean html = c.path("html").asBoolean();
        TemplateSet set;
        try {
            set = (html ? CONSOLE : RuleTemplate.NONE).with("test", c.get("text").asText());
        } catch (ParseException e) {
            throw new TemplateException("error parsing template test: " + e.getMessage());
        }
        Function tmpl =
                Function.of(
                        a -> nested(set, functions, Values.text(a.get(0)), a.get(1)),
                        Parameter.STRING,
                        Parameter.ANY);
        return RuleTemplate.run(
                set,
                Objects.requireNonNull(set.get("test")),
                Data.plain(c.path("input")),
                name -> html && name.equals("tmpl") ? tmpl : functions.function(name),
                html ? new HtmlOutput() : new TextOutput());
    }

    /** Consoles have one more function, which runs a template of a computed name. */
    private static TypedText nested(
            TemplateSet set, FunctionTable functions, String name, Object data)
            throws CallException {
        try {
            Template template = Objects.requireNonNull(set.get(name));
            return new TypedText(
                    TypedText.HTML,
                    set.run(template, data, functions, new HtmlOutput(), new Budget()));
        } catch (ExecException e) {
            throw new CallException(String.valueOf(e.getMessage()));
        }
    }

    private static List<RuleQuery.QuerySample> samples(JsonNode c) {
        List<RuleQuery.QuerySample> samples = new ArrayList<>();
        for (JsonNode sample : c.path("queryResult")) {
            samples.add(
                    new RuleQuery.QuerySample(
                            Labels.of(Data.texts(sample.get("metric"))),
                            sample.get("value").asDouble()));
        }
        return samples;
    }
}
