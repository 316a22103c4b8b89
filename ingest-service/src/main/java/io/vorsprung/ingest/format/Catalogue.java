package io.vorsprung.ingest.format;

import io.vorsprung.common.event.Developer;
import io.vorsprung.common.event.InvalidEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names of countries, organisations, models and benchmarks in many spellings. Each table is a CSV file that comes with the
 * project and that a directory can add to ({@code vorsprung.ingest.catalogues}): {@code countries.csv} (name, country),
 * {@code organisations.csv} (name, country), {@code models.csv} (name, model), {@code benchmarks.csv} (name, benchmark).
 */
public final class Catalogue {

    /** How hard it thought, how much it may think, or when it was made: what files add to the name of a model. */
    private static final Pattern ADDITION = Pattern.compile("(?i)(?:[_\\s-]|\\s*\\()"
            + "(xhigh|high|medium|low|minimal|none|unknown|max|thinking(?:[ -](?:minimal|\\d+k))?|instant|reasoning|\\d+k"
            + "|\\d+k thinking|\\d{8}|\\d{4}-\\d{2}-\\d{2})\\)?$");

    private static final Pattern EFFORT = Pattern.compile("(.*[^_])_([A-Za-z0-9]+)");

    private static final String NOWHERE = "multinational";

    private final NameTable countries;
    private final NameTable organisations;
    private final NameTable models;
    private final NameTable benchmarks;

    /**
     * A model by its name.
     *
     * @param variant what the name says beside the model
     * @param known whether a table has it
     */
    record ModelName(String model, @Nullable String variant, boolean known) {}

    private Catalogue(Optional<Path> extension) {
        this.countries = NameTable.load("countries.csv", "country", extension);
        for (String code : Locale.getISOCountries()) {
            countries.addIfAbsent(new Locale("", code).getDisplayCountry(Locale.ENGLISH), code);
            countries.addIfAbsent(code, code);
        }
        this.organisations = NameTable.load("organisations.csv", "country", extension);
        this.models = NameTable.load("models.csv", "model", extension);
        this.benchmarks = NameTable.load("benchmarks.csv", "benchmark", extension);
    }

    /** @param extension a directory with tables of one's own */
    public static Catalogue load(Optional<Path> extension) {
        return new Catalogue(extension);
    }

    /** ISO 3166-1 alpha-2. */
    Optional<String> country(String name) {
        return countries.find(name);
    }

    /** @throws InvalidEvent naming {@code field} */
    String requireCountry(String field, String name) {
        return country(name).orElseThrow(() -> new InvalidEvent(field, "the name of a country", name));
    }

    /** Where an organisation is at home. */
    @Nullable
    String homeOf(String organisation) {
        return organisations.find(organisation).orElse(null);
    }

    /** The identifier of a benchmark; made of its name where no table has it. */
    String benchmark(String name) {
        return benchmarks.find(name).orElseGet(() -> Identifiers.of(name));
    }

    /**
     * By the whole name, which is the variant where it is not the model's own; where no table has it, without the last of its additions, and so on. A name that is not known in any
     * way keeps all but what stands behind an underscore, as effort does in Epoch AI's files.
     */
    ModelName model(String name) {
        List<String> additions = new ArrayList<>();
        String rest = name.strip();
        while (true) {
            Optional<String> known = models.find(rest);
            if (known.isPresent()) {
                return new ModelName(known.get(), variant(name.strip(), known.get(), additions), true);
            }
            Matcher addition = ADDITION.matcher(rest);
            if (!addition.find() || addition.start() == 0) {
                break;
            }
            additions.add(0, addition.group(1));
            rest = rest.substring(0, addition.start());
        }
        Matcher effort = EFFORT.matcher(name.strip());
        return effort.matches()
                ? new ModelName(Identifiers.of(effort.group(1)), effort.group(2), false)
                : new ModelName(Identifiers.of(name), null, false);
    }

    /** What was taken off; the whole name where it is another than the model's own. */
    private static @Nullable String variant(String name, String model, List<String> additions) {
        if (!additions.isEmpty()) {
            return String.join(" ", additions);
        }
        return NameTable.folded(name).equals(NameTable.folded(model)) ? null : name;
    }

    /**
     * The n-th organisation with the n-th country; the last country for those that are left, the last organisation again for
     * countries that are left: which belongs to which is not said, and every country counts. Without countries, the home of
     * each organisation.
     *
     * @throws InvalidEvent naming {@code field}
     */
    List<Developer> developers(List<String> names, List<String> countryNames, String field) {
        List<@Nullable String> codes = new ArrayList<>();
        for (String country : countryNames) {
            codes.add(country.toLowerCase(Locale.ROOT).equals(NOWHERE) ? null : requireCountry(field, country));
        }
        List<Developer> developers = new ArrayList<>();
        for (int i = 0; i < names.size() || (i < codes.size() && !names.isEmpty()); i++) {
            String name = names.get(Math.min(i, names.size() - 1));
            @Nullable String country = codes.isEmpty() ? homeOf(name) : codes.get(Math.min(i, codes.size() - 1));
            developers.add(new Developer(name, country));
        }
        return developers;
    }
}
