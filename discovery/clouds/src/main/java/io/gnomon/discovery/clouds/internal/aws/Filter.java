package io.gnomon.discovery.clouds.internal.aws;

import static io.gnomon.discovery.polling.Api.encoded;

import java.util.List;

/** Which resources, by name of a property and its values. */
public record Filter(String name, List<String> values) {
    public Filter {
        if (values.isEmpty()) {
            throw new IllegalArgumentException(
                    "EC2 SD configuration filter values cannot be empty");
        }
    }

    /**
     * Filters as parameters of a call, each with an ampersand before it.
     *
     * @param list name of the parameter, up to the filter's number
     * @param member between a filter's number and the number of a value
     */
    static String parameters(List<Filter> filters, String list, String member) {
        StringBuilder text = new StringBuilder();
        int n = 1;
        for (Filter filter : filters) {
            text.append('&').append(list).append(n).append(".Name=").append(encoded(filter.name));
            int v = 1;
            for (String value : filter.values) {
                text.append('&').append(list).append(n).append(member).append(v++);
                text.append('=').append(encoded(value));
            }
            n++;
        }
        return text.toString();
    }
}
