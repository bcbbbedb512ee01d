package __package__;

import io.gnomon.spi.exporter.Exporter;
import io.gnomon.spi.exporter.ExporterFactory;
import org.osgi.service.component.annotations.Component;

/** What the server discovers: a service of this type is an exporter that can be scraped. */
@Component(service = ExporterFactory.class)
public final class __Name__ExporterFactory implements ExporterFactory<__Name__Settings> {
    @Override
    public String name() {
        return "__name__";
    }

    @Override
    public Class<__Name__Settings> settings() {
        return __Name__Settings.class;
    }

    @Override
    public Exporter create(__Name__Settings settings) {
        return new __Name__Exporter(settings);
    }
}
