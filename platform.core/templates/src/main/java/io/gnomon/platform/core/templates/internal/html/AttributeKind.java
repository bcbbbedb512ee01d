package io.gnomon.platform.core.templates.internal.html;

import java.util.Locale;
import java.util.Set;

/** What the values of attributes are. */
enum AttributeKind {
    PLAIN(Context.State.ATTRIBUTE),
    URL(Context.State.URL),
    SRCSET(Context.State.SRCSET),
    STYLE(Context.State.CSS),
    SCRIPT(Context.State.JS),
    /** The attribute type of a script: it says whether the script is one. */
    SCRIPT_TYPE(Context.State.ATTRIBUTE);

    private static final Set<String> URLS =
            Set.of(
                    "action",
                    "archive",
                    "background",
                    "cite",
                    "classid",
                    "codebase",
                    "data",
                    "formaction",
                    "href",
                    "icon",
                    "longdesc",
                    "manifest",
                    "poster",
                    "profile",
                    "src",
                    "usemap",
                    "xmlns");

    private final Context.State content;

    AttributeKind(Context.State content) {
        this.content = content;
    }

    Context.State content() {
        return content;
    }

    /**
     * By the attribute's name. Unknown ones whose names sound like a script or an address are taken
     * for one: {@code data-url}, {@code my-src}.
     */
    static AttributeKind of(String written, Context.Element element) {
        String name = written.toLowerCase(Locale.ROOT);
        if (element == Context.Element.SCRIPT && name.equals("type")) {
            return SCRIPT_TYPE;
        }
        int colon = name.indexOf(':');
        if (name.startsWith("data-")) {
            name = name.substring(5);
        } else if (colon >= 0) {
            if (name.startsWith("xmlns:")) {
                return URL;
            }
            name = name.substring(colon + 1);
        }
        if (name.equals("style")) {
            return STYLE;
        }
        if (name.equals("srcset") || name.equals("imagesrcset")) {
            return SRCSET;
        }
        if (URLS.contains(name)) {
            return URL;
        }
        if (name.startsWith("on")) {
            return SCRIPT;
        }
        if (name.equals("srcdoc") || name.equals("srclang")) {
            return PLAIN;
        }
        return name.contains("src") || name.contains("uri") || name.contains("url") ? URL : PLAIN;
    }
}
