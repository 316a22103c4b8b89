package io.vorsprung.ingest.format;

import io.vorsprung.common.event.Hardware;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Epoch AI, "Data on AI Models" ({@code notable_ai_models.csv}): what a model was trained with, by its name. */
public final class EpochModels {

    /** What the file knows of a model; absent where it does not. */
    record Training(
            @Nullable Double parameters,
            @Nullable Double computeFlop,
            @Nullable Hardware hardware) {}

    private static final Pattern RELEASE = Pattern.compile("\\s*\\([^()]*\\)$");

    private final Map<String, Training> byIdentifier = new HashMap<>();

    private EpochModels() {}

    public static EpochModels empty() {
        return new EpochModels();
    }

    public static EpochModels read(Path file) throws IOException {
        EpochModels models = new EpochModels();
        Table.read(file, row -> {
            @Nullable Double chips = row.number("Hardware quantity").orElse(null);
            @Nullable
            Hardware hardware = row.optional("Training hardware")
                    .map(chip -> new Hardware(chip, chips))
                    .orElse(null);
            models.byIdentifier.put(
                    Identifiers.of(row.text("Model")),
                    new Training(
                            row.number("Parameters").orElse(null),
                            row.number("Training compute (FLOP)").orElse(null),
                            hardware));
        });
        return models;
    }

    /** By its name; where that is not there, by the name without a release in brackets: "GPT-4 (Mar 2023)" is a GPT-4. */
    Optional<Training> training(String name) {
        Training exact = byIdentifier.get(Identifiers.of(name));
        return Optional.ofNullable(
                exact != null
                        ? exact
                        : byIdentifier.get(Identifiers.of(RELEASE.matcher(name).replaceFirst(""))));
    }
}
