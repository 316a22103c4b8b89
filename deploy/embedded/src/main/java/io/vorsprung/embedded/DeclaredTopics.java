package io.vorsprung.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Topics as data: the class path resource {@code kafka-topics.properties}, one line a topic, {@code name = partitions=3;
 * retention.ms=-1}.
 */
public final class DeclaredTopics {

    private static final String RESOURCE = "/kafka-topics.properties";

    private final List<NewTopic> topics;

    private DeclaredTopics(List<NewTopic> topics) {
        this.topics = List.copyOf(topics);
    }

    /** @throws IOException where the resource is missing or unreadable */
    public static DeclaredTopics load() throws IOException {
        Properties lines = new Properties();
        try (InputStream in = DeclaredTopics.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IOException(RESOURCE + " is not on the class path");
            }
            lines.load(in);
        }
        List<NewTopic> topics = new ArrayList<>();
        for (String name : lines.stringPropertyNames()) {
            Map<String, String> settings = new HashMap<>();
            for (String setting : lines.getProperty(name).split(";", -1)) {
                String[] pair = setting.strip().split("=", 2);
                settings.put(pair[0].strip(), pair[1].strip());
            }
            Optional<Integer> partitions =
                    Optional.ofNullable(settings.remove("partitions")).map(Integer::valueOf);
            topics.add(new NewTopic(name, partitions, Optional.of((short) 1)).configs(settings));
        }
        return new DeclaredTopics(topics);
    }

    /** Creates those that are missing; leaves the others as they are. */
    public void createOn(String bootstrapServers) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            for (var created : admin.createTopics(topics).values().values()) {
                try {
                    created.get();
                } catch (ExecutionException failed) {
                    if (!(failed.getCause() instanceof TopicExistsException)) {
                        throw failed;
                    }
                }
            }
        }
    }
}
