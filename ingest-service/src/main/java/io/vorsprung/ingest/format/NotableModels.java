package io.vorsprung.ingest.format;

import io.vorsprung.common.event.Hardware;
import io.vorsprung.common.event.ModelRelease;
import io.vorsprung.common.event.Source;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code epoch-models}: Epoch AI, "Data on AI Models" (CC BY 4.0): {@code notable_ai_models.csv},
 * {@code large_scale_ai_models.csv} and kin, a model release a row, by the columns Model, Organization, Publication date and
 * Country (of organization); compute, parameters, hardware and access where they are given. Several organisations or countries
 * stand in one cell.
 */
final class NotableModels implements ImportFormat {

    private static final Source SOURCE =
            new Source("Epoch AI, Data on AI Models (CC BY 4.0)", "https://epoch.ai/data/ai-models");
    private static final String COUNTRY = "Country (of organization)";
    private static final List<String> NEEDED = List.of("Model", "Organization", "Publication date", COUNTRY);

    private final Catalogue catalogue;

    NotableModels(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    @Override
    public String name() {
        return "epoch-models";
    }

    @Override
    public boolean recognises(Head head) {
        Table.Header header = head.header(Table.EXACT);
        return NEEDED.stream().limit(3).allMatch(header::has);
    }

    @Override
    public Iterator<Row> read(InputStream body) {
        return new CsvRows(body, Table.EXACT, NEEDED, this::row);
    }

    private Row row(long line, Table.Row row) {
        if (row.optional("Publication date").isEmpty()) {
            return new Row.LeftOut(line, "no publication date");
        }
        if (row.optional("Model").isEmpty()) {
            return new Row.LeftOut(line, "no name");
        }
        String name = row.text("Model");
        return new Row.Told(
                line,
                new ModelRelease(
                        Identifiers.of(name),
                        name,
                        catalogue.developers(row.list("Organization", ","), row.list(COUNTRY, ","), COUNTRY),
                        row.date("Publication date"),
                        EpochIndex.access(row.text("Model accessibility")),
                        row.number("Parameters"),
                        row.number("Training compute (FLOP)"),
                        hardware(row),
                        List.of(SOURCE)));
    }

    private static @Nullable Hardware hardware(Table.Row row) {
        @Nullable Double chips = row.number("Hardware quantity");
        return row.optional("Training hardware")
                .map(chip -> new Hardware(chip, chips))
                .orElse(null);
    }
}
