package io.vorsprung.common.event;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The checks that the events' constructors share. */
final class Require {

    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9._-]{0,127}");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    private Require() {}

    static <T> T present(String field, @Nullable T value) {
        if (value == null) {
            throw new InvalidEvent(field, "a value", "nothing");
        }
        return value;
    }

    static String id(String field, @Nullable String value) {
        String id = present(field, value);
        if (!ID.matcher(id).matches()) {
            throw new InvalidEvent(
                    field,
                    "lower-case letters, digits, '.', '_' and '-', at most 128, such as deepseek-r1",
                    quoted(id));
        }
        return id;
    }

    static String text(String field, @Nullable String value) {
        String text = present(field, value);
        if (text.isBlank() || CONTROL.matcher(text).find()) {
            throw new InvalidEvent(field, "text without control characters", quoted(text));
        }
        return text;
    }

    static @Nullable String optionalText(String field, @Nullable String value) {
        return value == null ? null : text(field, value);
    }

    static @Nullable String country(String field, @Nullable String value) {
        if (value != null && !COUNTRIES.contains(value)) {
            throw new InvalidEvent(field, "an ISO 3166-1 alpha-2 country code, such as US or CN", quoted(value));
        }
        return value;
    }

    static double finite(String field, double value) {
        if (!Double.isFinite(value)) {
            throw new InvalidEvent(field, "a finite number", Double.toString(value));
        }
        return value;
    }

    static @Nullable Double positive(String field, @Nullable Double value) {
        if (value != null && !(finite(field, value) > 0)) {
            throw new InvalidEvent(field, "a number above 0", value.toString());
        }
        return value;
    }

    static @Nullable String webAddress(String field, @Nullable String value) {
        if (value == null) {
            return null;
        }
        try {
            URI uri = URI.create(value);
            if (("https".equals(uri.getScheme()) || "http".equals(uri.getScheme())) && uri.getHost() != null) {
                return value;
            }
        } catch (IllegalArgumentException malformed) {
            throw new InvalidEvent(field, "an http or https address", quoted(value));
        }
        throw new InvalidEvent(field, "an http or https address", quoted(value));
    }

    static <T> List<T> copy(@Nullable List<T> values) {
        return values == null ? List.of() : List.copyOf(values);
    }

    private static String quoted(String value) {
        return '"' + (value.length() > 60 ? value.substring(0, 60) + "…" : value) + '"';
    }
}
