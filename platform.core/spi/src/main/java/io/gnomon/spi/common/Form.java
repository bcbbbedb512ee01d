package io.gnomon.spi.common;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** How the web page shows a component; nothing here changes what is valid. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD})
public @interface Form {
    /** A widget of panel-contract's FormHint: textarea, code, keyvalue ...; empty: by type. */
    String widget() default "";

    /** Heading under which the field stands. */
    String group() default "";

    /** Folded away at first. */
    boolean advanced() default false;

    String placeholder() default "";
}
