package io.gnomon.platform.core.templates;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gnomon.model.labels.Labels;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.util.List;
import java.util.Random;

/** Whatever a value contains, it does not end the text, attribute or string that it stands in. */
class BreakingOutTest {
    private static final String SIGNS = "<>\"'`&=/\\ \t\n;:(){}[]$+-*!#%?,.aZ0\0\u2028\u00e9";
    private static final List<String> ATTACKS =
            List.of(
                    "</script><script>alert(1)</script>",
                    "--><img src=x onerror=alert(1)>",
                    "\" onmouseover=\"alert(1)",
                    "' onmouseover='alert(1)",
                    "x onmouseover=alert(1)",
                    "\\\";alert(1)//",
                    "\\';alert(1)//",
                    "</title></textarea></style><b>",
                    "${alert(1)}`",
                    "]]><b>",
                    "&#60;b&#62;");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p>{{ $v }}</p>",
                "<p title=\"{{ $v }}\">",
                "<p title='{{ $v }}'>",
                "<p title={{ $v }} id=x>",
                "<a href=\"{{ $v }}\">",
                "<a href='/x?q={{ $v }}'>",
                "<a href={{ $v }}>",
                "<img srcset=\"{{ $v }}\">",
                "<title>{{ $v }}</title>",
                "<textarea>{{ $v }}</textarea>",
                "<script>var s = \"{{ $v }}\";</script>",
                "<script>var s = '{{ $v }}';</script>",
                "<script>var s = `{{ $v }}`;</script>",
                "<style>p { content: \"{{ $v }}\"; color: {{ $v }} }</style>",
                "<p style=\"color: {{ $v }}; background: url({{ $v }})\">",
                "<p onclick=\"f('{{ $v }}', {{ $v }})\">",
                "<!-- {{ $v }} --><b>",
                "<{{ $v }}>",
                "<p {{ $v }}=\"x\">"
            })
    void valuesStayWhereTheyAre(String template) throws TemplateException, IOException {
        NotificationTemplates templates = NotificationTemplates.of(List.of());
        NotificationData data = Golden.data();
        // Back quotes matter only where one is open.
        String structure = template.indexOf('`') < 0 ? "[^<>\"']" : "[^<>\"'`]";
        String signs = render(templates, template, data, "a").replaceAll(structure, "");
        Random random = new Random(Long.getLong("gnomon.seed", 7));
        for (int i = 0; i < 100; i++) {
            String value = i < ATTACKS.size() ? ATTACKS.get(i) : random(random);
            String page = render(templates, template, data, value);
            assertEquals(signs, page.replaceAll(structure, ""), value);
        }
    }

    private static String random(Random random) {
        StringBuilder value = new StringBuilder();
        for (int i = random.nextInt(1, 12); i > 0; i--) {
            value.append(SIGNS.charAt(random.nextInt(SIGNS.length())));
        }
        return value.toString();
    }

    private static String render(
            NotificationTemplates templates, String template, NotificationData d, String value)
            throws TemplateException {
        NotificationData data =
                new NotificationData(
                        d.receiver(),
                        d.status(),
                        d.alerts(),
                        d.groupLabels(),
                        d.commonLabels(),
                        Labels.of("v", value),
                        Labels.EMPTY,
                        d.externalUrl(),
                        "",
                        d.now());
        return templates.html("{{ $v := .CommonAnnotations.v }}" + template, data);
    }
}
