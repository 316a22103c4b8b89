package io.vorsprung.ingest.format;

import java.util.List;
import java.util.Optional;

/** Every format that there is. A new one is a class and a line here. */
public final class ImportFormats {

    private final List<ImportFormat> all;

    /**
     * @param longestLine of newline-delimited JSON, in bytes
     * @param largestUnpacked of an archive, in bytes
     */
    public ImportFormats(Catalogue catalogue, int longestLine, long largestUnpacked) {
        this.all = List.of(
                new CloudEventLines(longestLine),
                new NotableModels(catalogue),
                new EpochIndex(catalogue),
                new EpochBenchmarks(catalogue, largestUnpacked),
                new ArenaLeaderboard(catalogue),
                new FederalRegister(catalogue),
                new Spreadsheet(catalogue));
    }

    public List<String> names() {
        return all.stream().map(ImportFormat::name).toList();
    }

    public Optional<ImportFormat> named(String name) {
        return all.stream().filter(format -> format.name().equals(name)).findFirst();
    }

    /** The first that recognises it. */
    public Optional<ImportFormat> detect(Head head) {
        return all.stream().filter(format -> format.recognises(head)).findFirst();
    }
}
