package __package__;

import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Doc;

/** What a user can set. The server checks it, and draws the form on the web page from it. */
@Doc("Appends a line for each notification to a file")
record __Name__Settings(
        @Doc("Tell when alerts are over") @Default("true") boolean sendResolved,
        @Doc("The file to append to") String file,
        @Doc("What a line says, a template")
                @Default("'{{ .Status }}: {{ .GroupLabels.SortedPairs.Values | join \" \" }}'")
                String line) {}
