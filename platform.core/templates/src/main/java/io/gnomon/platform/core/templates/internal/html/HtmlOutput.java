package io.gnomon.platform.core.templates.internal.html;

import io.gnomon.platform.core.templates.internal.exec.Output;
import io.gnomon.platform.core.templates.internal.fmt.Format;
import io.gnomon.platform.core.templates.internal.html.Context.Delimiter;
import io.gnomon.platform.core.templates.internal.html.Context.State;
import io.gnomon.platform.core.templates.internal.html.Context.UrlPart;
import io.gnomon.platform.core.templates.internal.value.CallException;
import io.gnomon.platform.core.templates.internal.value.TypedText;
import io.gnomon.platform.core.templates.internal.value.Values;

import org.jspecify.annotations.Nullable;

/**
 * html/template: the template's own text is followed through the page, and each value is escaped
 * for the place where it stands. Decision 0118.
 */
public final class HtmlOutput implements Output {
    private final StringBuilder out = new StringBuilder();
    private final Context context = new Context();
    private final PageScanner scanner = new PageScanner(context);

    @Override
    public void text(String literal) throws CallException {
        scanner.read(literal, out);
    }

    @Override
    public void value(Object value, String escaped) {
        startName();
        String content = inLanguage(value, escaped);
        if (content != null) {
            out.append(inMarkup(value, content, escaped));
        }
        if (context.state == State.JS) {
            context.slashDivides = true;
        }
    }

    /**
     * A value between attributes is a name; one behind the equals sign is a value without quotes.
     */
    private void startName() {
        switch (context.state) {
            case TAG, AFTER_NAME -> context.enter(State.ATTRIBUTE_NAME);
            case BEFORE_VALUE -> context.enterValue(Delimiter.SPACE_OR_TAG_END);
            default -> {}
        }
    }

    /** The value for the script, style or address that it stands in; null in comments. */
    private @Nullable String inLanguage(Object value, String escaped) {
        if (context.state.isComment()) {
            return null;
        }
        String text = Values.isNothing(value) ? "" : Format.text(value);
        return switch (context.state) {
            case URL,
                    CSS_DOUBLE_QUOTES,
                    CSS_SINGLE_QUOTES,
                    CSS_URL,
                    CSS_URL_DOUBLE_QUOTES,
                    CSS_URL_SINGLE_QUOTES ->
                    address(text, is(value, TypedText.URL), escaped.equals("urlquery"));
            case SRCSET -> UrlEscaper.srcset(text);
            case JS -> JsEscaper.value(value);
            case JS_DOUBLE_QUOTES, JS_SINGLE_QUOTES -> JsEscaper.string(text);
            case JS_TEMPLATE -> JsEscaper.template(text);
            case JS_REGEX -> JsEscaper.regex(text);
            case CSS -> CssEscaper.value(text);
            case ATTRIBUTE_NAME -> MarkupEscaper.attributeName(text);
            default -> text;
        };
    }

    private String address(String text, boolean isUrl, boolean escaped) {
        if (context.urlPart == UrlPart.QUERY_OR_FRAGMENT) {
            return isUrl ? UrlEscaper.normalize(text) : escaped ? text : UrlEscaper.query(text);
        }
        String filtered =
                context.urlPart == UrlPart.START && !isUrl ? UrlEscaper.filter(text) : text;
        return context.state.isCssString()
                ? CssEscaper.string(filtered)
                : UrlEscaper.normalize(filtered);
    }

    private static boolean is(Object value, String type) {
        return value instanceof TypedText t && t.type().equals(type);
    }

    /** The value for the markup around it. */
    private String inMarkup(Object value, String content, String escaped) {
        boolean plain = context.state == State.ATTRIBUTE;
        boolean isHtml = is(value, TypedText.HTML) || escaped.equals("html");
        return switch (context.delimiter) {
            case NONE ->
                    switch (context.state) {
                        case TEXT -> isHtml ? content : MarkupEscaper.text(content);
                        case RCDATA ->
                                isHtml
                                        ? MarkupEscaper.rcdata(content)
                                        : MarkupEscaper.text(content);
                        default -> content;
                    };
            case SPACE_OR_TAG_END -> MarkupEscaper.unquoted(content, plain && isHtml);
            default ->
                    plain && isHtml
                            ? MarkupEscaper.withoutTags(content)
                            : MarkupEscaper.text(content);
        };
    }

    @Override
    public String result() throws CallException {
        if (context.state != State.TEXT) {
            throw new CallException("html/template: ends in a non-text context: " + context.state);
        }
        return out.toString();
    }
}
