package io.vorsprung.alert.rule;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vorsprung.common.event.InvalidEvent;
import io.vorsprung.common.wire.StrictJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Rules in YAML files ({@code *.yaml}, {@code *.yml}), each a list of rules or {@code rules:} and a list. Read together: one
 * wrong rule, or one that two files have, and none of them counts.
 */
public final class RuleFiles {

    private static final YAMLMapper YAML = new YAMLMapper();

    private RuleFiles() {}

    /** What is wrong with a directory of rules: every fault, one a line. */
    public static final class InvalidRules extends Exception {

        private static final long serialVersionUID = 1L;

        InvalidRules(List<String> faults) {
            super(String.join("\n", faults));
        }
    }

    /** A rule, and the file that it is in. */
    public record Placed(Rule rule, String file) {}

    /** By identifier. */
    public static Map<String, Placed> read(Path directory) throws InvalidRules, IOException {
        Map<String, Placed> rules = new TreeMap<>();
        List<String> faults = new ArrayList<>();
        for (Path file : files(directory)) {
            String name = file.getFileName().toString();
            try {
                for (JsonNode node : documents(Files.readString(file))) {
                    add(node, name, rules, faults);
                }
            } catch (JsonProcessingException malformed) {
                faults.add(name + ": expected YAML: " + malformed.getOriginalMessage());
            }
        }
        if (!faults.isEmpty()) {
            throw new InvalidRules(faults);
        }
        return rules;
    }

    private static void add(JsonNode node, String file, Map<String, Placed> rules, List<String> faults) {
        try {
            Rule rule = StrictJson.read(node, Rule.class);
            Placed before = rules.put(rule.id(), new Placed(rule, file));
            if (before != null) {
                faults.add(file + ": id: expected one rule " + rule.id() + "; " + before.file() + " has it too");
            }
        } catch (InvalidEvent invalid) {
            faults.add(file + ": " + node.path("id").asText("a rule without id") + ": " + invalid.getMessage());
        }
    }

    private static Iterable<JsonNode> documents(String yaml) throws JsonProcessingException {
        JsonNode read = YAML.readTree(yaml);
        JsonNode list = read.has("rules") ? read.get("rules") : read;
        return list.isArray() ? list : list.isObject() ? List.of(list) : List.of();
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(file ->
                            file.toString().endsWith(".yaml") || file.toString().endsWith(".yml"))
                    .sorted()
                    .toList();
        }
    }
}
