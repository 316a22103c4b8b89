package io.vorsprung.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.config.ConfigMapping;
import io.vorsprung.alert.AlertConfig;
import io.vorsprung.ingest.IngestConfig;
import io.vorsprung.metrics.MetricsConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * What a service's code reads: the configuration models of the Quarkus extensions that are packaged with it, its own
 * configuration type, the settings of Kafka's clients, and what its application.properties refers to.
 */
final class KnownConfiguration {

    private static final String MODEL = "META-INF/quarkus-config-doc/quarkus-config-model.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Set<String> names = new TreeSet<>();
    private final List<Pattern> patterns = new ArrayList<>();
    private final Set<String> variables = new TreeSet<>();
    private final Properties own = new Properties();

    private KnownConfiguration() {}

    static KnownConfiguration of(String service) {
        KnownConfiguration known = new KnownConfiguration();
        Path main = Rendered.HOME.resolve(service).resolve("target/quarkus-app/lib/main");
        try (Stream<Path> jars = Files.list(main)) {
            for (Path jar :
                    jars.filter(file -> file.toString().endsWith(".jar")).toList()) {
                known.readModel(jar);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(service + " is not packaged", unreadable);
        }
        Class<?> type =
                switch (service) {
                    case "ingest-service" -> IngestConfig.class;
                    case "metrics-service" -> MetricsConfig.class;
                    default -> AlertConfig.class;
                };
        known.addType(type.getAnnotation(ConfigMapping.class).prefix(), type);
        Stream.concat(ProducerConfig.configNames().stream(), ConsumerConfig.configNames().stream())
                .forEach(name -> known.add("kafka." + name));
        // SmallRye Config's own: more files to read
        known.add("smallrye.config.locations");
        try (InputStream in = Files.newInputStream(
                Rendered.HOME.resolve(service).resolve("src/main/resources/application.properties"))) {
            known.own.load(in);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        for (String value : known.own.stringPropertyNames()) {
            if (known.own.stringPropertyNames().stream()
                    .anyMatch(other -> known.own.getProperty(other).contains("${" + value + "}"))) {
                known.add(value);
            }
        }
        return known;
    }

    private void readModel(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            if (file.getEntry(MODEL) != null) {
                JsonNode model = JSON.readTree(file.getInputStream(file.getEntry(MODEL)));
                for (JsonNode root : model.path("configRoots")) {
                    readItems(root.path("items"));
                }
            }
        }
    }

    private void readItems(JsonNode items) {
        for (JsonNode item : items) {
            // what is fixed when the service is built can not be told to an image
            if (item.path("phase").asText("RUN_TIME").equals("RUN_TIME")) {
                add(item.at("/path/property").asText());
                for (JsonNode path : item.path("additionalPaths")) {
                    add(path.path("property").asText());
                }
            }
            readItems(item.path("items"));
        }
    }

    /** A configuration type: one property a method, those of other types beneath it. */
    private void addType(String prefix, Class<?> type) {
        for (Method method : type.getMethods()) {
            String name =
                    prefix + "." + method.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
            if (method.isDefault()) {
                continue;
            }
            if (Map.class.isAssignableFrom(method.getReturnType())) {
                Type value = ((ParameterizedType) method.getGenericReturnType()).getActualTypeArguments()[1];
                addValue(name + ".*", (Class<?>) value);
            } else {
                addValue(name, method.getReturnType());
            }
        }
    }

    private void addValue(String name, Class<?> type) {
        if (type.isInterface() && type.getName().startsWith("io.vorsprung.")) {
            addType(name, type);
        } else {
            add(name);
        }
    }

    /** Parts in quotes, and stars, stand for any name. */
    private void add(String name) {
        if (name.isEmpty()) {
            return;
        }
        names.add(name);
        variables.add(variable(name));
        if (name.contains("\"") || name.contains("*")) {
            patterns.add(Pattern.compile(Stream.of(name.split("(?<=\\.)|(?=\\.)"))
                    .map(part -> part.startsWith("\"") || part.equals("*") ? "[^.]+" : Pattern.quote(part))
                    .reduce("", String::concat)));
        }
    }

    private static String variable(String name) {
        return name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    boolean readsVariable(String variable) {
        return variables.contains(variable);
    }

    boolean readsProperty(String property) {
        return names.contains(property)
                || patterns.stream()
                        .anyMatch(pattern -> pattern.matcher(property).matches());
    }

    /** What the service's own application.properties says. */
    String says(String property) {
        return own.getProperty(property, "");
    }
}
