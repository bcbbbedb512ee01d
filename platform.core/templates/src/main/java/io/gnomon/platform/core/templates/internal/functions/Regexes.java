package io.gnomon.platform.core.templates.internal.functions;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

import io.gnomon.platform.core.templates.internal.fmt.Quoting;
import io.gnomon.platform.core.templates.internal.value.CallException;

import org.jspecify.annotations.Nullable;

/** Regular expressions in RE2's syntax, not anchored; https://pkg.go.dev/regexp. */
final class Regexes {
    private Regexes() {}

    /** Whether a text contains a match. */
    static boolean match(String pattern, String text) throws CallException {
        try {
            return Pattern.compile(pattern).matcher(text).find();
        } catch (PatternSyntaxException e) {
            throw new CallException(String.valueOf(e.getMessage()));
        }
    }

    /** All matches replaced; {@code $1}, {@code ${1}} and {@code $name} stand for groups. */
    static String replaceAll(String pattern, String replacement, String text) throws CallException {
        Pattern compiled;
        try {
            compiled = Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            String quoted = pattern.indexOf('`') < 0 ? "`" + pattern + "`" : Quoting.quote(pattern);
            throw new CallException("regexp: Compile(" + quoted + "): " + e.getMessage());
        }
        Matcher matcher = compiled.matcher(text);
        StringBuilder out = new StringBuilder();
        int at = 0;
        while (matcher.find()) {
            if (matcher.end() == at && matcher.start() == at && at > 0) {
                continue; // nothing is found again right behind a match
            }
            out.append(text, at, matcher.start());
            expand(out, replacement, compiled, matcher);
            at = matcher.end();
        }
        return out.append(text, at, text.length()).toString();
    }

    private static void expand(
            StringBuilder out, String template, Pattern pattern, Matcher matcher) {
        int at = 0;
        while (at < template.length()) {
            int dollar = template.indexOf('$', at);
            if (dollar < 0 || dollar + 1 == template.length()) {
                break;
            }
            out.append(template, at, dollar);
            int start = dollar + 1;
            if (template.charAt(start) == '$') {
                out.append('$');
                at = start + 1;
                continue;
            }
            boolean braces = template.charAt(start) == '{';
            start += braces ? 1 : 0;
            int end = start;
            while (end < template.length() && isWord(template.charAt(end))) {
                end++;
            }
            boolean closed = !braces || (end < template.length() && template.charAt(end) == '}');
            if (end == start || !closed) {
                out.append('$'); // not a reference
                at = dollar + 1;
                continue;
            }
            String group = group(template.substring(start, end), pattern, matcher);
            out.append(group == null ? "" : group);
            at = braces ? end + 1 : end;
        }
        out.append(template, at, template.length());
    }

    private static boolean isWord(char c) {
        return c == '_' || Character.isLetterOrDigit(c);
    }

    private static @Nullable String group(String name, Pattern pattern, Matcher matcher) {
        if (name.chars().allMatch(c -> c >= '0' && c <= '9')) {
            int number = name.length() > 6 ? Integer.MAX_VALUE : Integer.parseInt(name);
            return number <= matcher.groupCount() ? matcher.group(number) : null;
        }
        Integer number = pattern.namedGroups().get(name);
        return number == null ? null : matcher.group(number);
    }
}
