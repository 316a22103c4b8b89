package io.vorsprung.ingest.format;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/** Country names in the spellings that files use, to ISO 3166-1 alpha-2. Their English names, and one table for other spellings: {@code country-names.properties}. */
final class Countries {

    private static final Map<String, String> CODES = load();

    private Countries() {}

    static Optional<String> code(String name) {
        return Optional.ofNullable(CODES.get(name.strip().toLowerCase(Locale.ROOT)));
    }

    private static Map<String, String> load() {
        Properties table = new Properties();
        try (InputStream in = Countries.class.getResourceAsStream("/country-names.properties")) {
            if (in == null) {
                throw new IllegalStateException("country-names.properties is missing");
            }
            table.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        Map<String, String> codes = new TreeMap<>();
        for (String code : Locale.getISOCountries()) {
            codes.put(new Locale("", code).getDisplayCountry(Locale.ENGLISH).toLowerCase(Locale.ROOT), code);
        }
        for (String code : table.stringPropertyNames()) {
            for (String name : table.getProperty(code).split(";", -1)) {
                codes.put(name.strip().toLowerCase(Locale.ROOT), code);
            }
        }
        return codes;
    }
}
