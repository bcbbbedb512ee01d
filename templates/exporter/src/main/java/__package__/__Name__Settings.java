package __package__;

import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.common.Limit;

/** What a user can set. The server checks it, and draws the form on the web page from it. */
@Doc("Settings of the __name__ exporter")
record __Name__Settings(
        @Doc("What the exporter says in its info metric") @Default("hello") @Limit(min = 1, max = 100)
                String greeting) {}
