package io.gnomon.platform.core.dashboards.internal.sources;

import io.gnomon.model.frame.DataFrame;
import io.gnomon.model.frame.Field;
import io.gnomon.model.labels.Labels;
import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Limit;
import io.gnomon.spi.common.Secret;
import io.gnomon.spi.datasource.DataQuery;
import io.gnomon.spi.datasource.DataSource;
import io.gnomon.spi.datasource.DataSourceFactory;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * A data source that answers with the text of its query; the text "hang" waits for an interrupt.
 */
public final class EchoSourceFactory
        implements DataSourceFactory<EchoSourceFactory.Settings, EchoSourceFactory.Query> {
    /** Password that {@link DataSource#test} finds right. */
    public static final String PASSWORD = "open sesame";

    public record Settings(
            URI url,
            @Nullable Secret password,
            List<Secret> tokens,
            @Limit(min = 1) @Default("3") int depth) {}

    public record Query(String text, @Default("1") int rows) {}

    @Override
    public String name() {
        return "echo";
    }

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Class<Query> query() {
        return Query.class;
    }

    @Override
    public DataSource<Query> create(Settings settings) {
        return new Echo(settings);
    }

    private record Echo(Settings settings) implements DataSource<Query> {
        @Override
        public Class<Query> queryType() {
            return Query.class;
        }

        @Override
        public String variable(List<String> values, boolean several) {
            return "<" + String.join("+", values) + ">";
        }

        @Override
        public List<DataFrame> query(DataQuery<Query> query) throws InterruptedException {
            if (query.query().text().equals("hang")) {
                new CountDownLatch(1).await();
            }
            String[] texts = new String[query.query().rows()];
            Arrays.fill(texts, query.query().text() + " " + query.intervalMillis());
            return List.of(
                    new DataFrame(
                            query.refId(),
                            "",
                            DataFrame.Kind.TABLE,
                            texts.length,
                            List.of(
                                    new Field(
                                            "Value",
                                            new Field.Column.Texts(texts),
                                            Labels.EMPTY,
                                            Map.of())),
                            List.of()));
        }

        @Override
        public Duration scrapeInterval() {
            return Duration.ofSeconds(10);
        }

        @Override
        public String test() {
            Secret password = settings.password();
            if (password == null || !password.reveal().equals(PASSWORD)) {
                throw new IllegalStateException("wrong password");
            }
            return "tokens: " + settings.tokens().stream().map(Secret::reveal).toList();
        }
    }
}
