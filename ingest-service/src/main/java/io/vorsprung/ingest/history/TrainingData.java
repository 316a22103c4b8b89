package io.vorsprung.ingest.history;

import io.vorsprung.common.event.ModelRelease;
import io.vorsprung.common.event.Source;
import io.vorsprung.ingest.format.Catalogue;
import io.vorsprung.ingest.format.ImportFormat;
import io.vorsprung.ingest.format.ImportFormats;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Epoch AI, "Data on AI Models" ({@code notable_ai_models.csv}): what a model was trained with, by its identifier. */
final class TrainingData {

    private static final Pattern RELEASE = Pattern.compile("\\s*\\([^()]*\\)$");

    private final Map<String, ModelRelease> byIdentifier = new HashMap<>();
    private final Map<String, ModelRelease> byName = new HashMap<>();

    private TrainingData() {}

    static TrainingData read(Path file) throws IOException {
        TrainingData data = new TrainingData();
        ImportFormat format = new ImportFormats(Catalogue.load(Optional.empty()), 1, 1)
                .named("epoch-models")
                .orElseThrow();
        try (InputStream body = Files.newInputStream(file)) {
            format.read(body).forEachRemaining(row -> {
                if (row instanceof ImportFormat.Row.Told told && told.facts().get(0) instanceof ModelRelease release) {
                    data.byIdentifier.put(release.model(), release);
                    data.byName.put(release.name(), release);
                }
            });
        }
        return data;
    }

    /** With parameters, compute and hardware, where they are known: by its name; else without a release in brackets. */
    ModelRelease complete(ModelRelease release) {
        ModelRelease trained = byIdentifier.get(release.model());
        if (trained == null) {
            trained = byName.get(RELEASE.matcher(release.name()).replaceFirst(""));
        }
        if (trained == null) {
            return release;
        }
        List<Source> sources = new ArrayList<>(release.sources());
        sources.addAll(trained.sources());
        return new ModelRelease(
                release.model(),
                release.name(),
                release.developers(),
                release.releasedOn(),
                release.access(),
                trained.parameters(),
                trained.trainingComputeFlop(),
                trained.hardware(),
                sources);
    }
}
