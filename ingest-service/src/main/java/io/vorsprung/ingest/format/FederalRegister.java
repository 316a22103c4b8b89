package io.vorsprung.ingest.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.vorsprung.common.event.InvalidEvent;
import io.vorsprung.common.event.PolicyEvent;
import io.vorsprung.common.event.PolicyEvent.Stance;
import io.vorsprung.common.event.Source;
import java.io.InputStream;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code federal-register}: {@code documents.json} of the public API of the United States' Federal Register: the rules of the
 * Bureau of Industry and Security, a policy event each. The register does not say whether a rule tightens or loosens: its title
 * does, or the document is left out and can be told as a policy event.
 */
final class FederalRegister implements ImportFormat {

    private static final String BUREAU = "industry-and-security-bureau";
    private static final Pattern LOOSENS =
            Pattern.compile("(?i)\\b(removals?|rescission|rescinding|relaxation|easing|suspension of)\\b");
    private static final Pattern TIGHTENS = Pattern.compile(
            "(?i)\\b(additions?|additional|new controls?|implementation of|expansion|expanding|strengthening|imposition"
                    + "|controls? on|restrictions?|framework for|due diligence measures|amendments to)\\b");
    private static final List<String> ABOUT =
            List.of("semiconductor", "chip", "computing", "artificial intelligence", "memory");

    private final Catalogue catalogue;

    FederalRegister(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    @Override
    public String name() {
        return "federal-register";
    }

    @Override
    public boolean recognises(Head head) {
        return head.isJsonWith("results", "document_number");
    }

    @Override
    public Iterator<Row> read(InputStream body) {
        return new JsonElements(body, "results", (position, document, before) -> row(position, document));
    }

    private Row row(long position, JsonNode document) {
        if (!"Rule".equals(document.path("type").asText())) {
            return new Row.LeftOut(position, "not a rule");
        }
        boolean bureau = false;
        for (JsonNode agency : document.path("agencies")) {
            bureau |= BUREAU.equals(agency.path("slug").asText());
        }
        if (!bureau) {
            return new Row.LeftOut(position, "not of the Bureau of Industry and Security");
        }
        String title = text(document, "title");
        Optional<Stance> stance = stance(title);
        if (stance.isEmpty()) {
            return new Row.LeftOut(position, "the title does not say whether it tightens or loosens");
        }
        String said = title + " " + document.path("abstract").asText();
        return new Row.Told(
                position,
                new PolicyEvent(
                        Identifiers.of("us-bis-" + text(document, "document_number")),
                        title,
                        "US",
                        PolicyEvent.Kind.EXPORT_CONTROL,
                        stance.get(),
                        date(document, "publication_date"),
                        document.hasNonNull("effective_on") ? date(document, "effective_on") : null,
                        targets(said),
                        ABOUT.stream()
                                .filter(said.toLowerCase(Locale.ROOT)::contains)
                                .map(word -> word.equals("semiconductor") || word.equals("chip") ? "chips" : word)
                                .distinct()
                                .toList(),
                        List.of(),
                        List.of(new Source(
                                "Federal Register " + text(document, "document_number"),
                                optional(document, "html_url")))));
    }

    /** Both or neither: not said. */
    private static Optional<Stance> stance(String title) {
        boolean tightens = TIGHTENS.matcher(title).find();
        boolean loosens = LOOSENS.matcher(title).find();
        if (tightens == loosens) {
            return Optional.empty();
        }
        return Optional.of(tightens ? Stance.TIGHTEN : Stance.LOOSEN);
    }

    private List<String> targets(String said) {
        List<String> targets = new ArrayList<>();
        for (String name : List.of("China", "Hong Kong", "Macau", "Russia", "Iran")) {
            if (said.contains(name)) {
                targets.add(catalogue.requireCountry("title", name));
            }
        }
        return targets;
    }

    private static LocalDate date(JsonNode document, String field) {
        try {
            return LocalDate.parse(document.path(field).asText());
        } catch (DateTimeParseException malformed) {
            throw new InvalidEvent(
                    field, "a date such as 2025-01-20", document.path(field).asText());
        }
    }

    private static String text(JsonNode document, String field) {
        @Nullable String text = optional(document, field);
        if (text == null) {
            throw new InvalidEvent(field, "text", document.path(field).toString());
        }
        return text;
    }

    private static @Nullable String optional(JsonNode document, String field) {
        return document.path(field).isTextual() && !document.get(field).asText().isBlank()
                ? document.get(field).asText()
                : null;
    }
}
