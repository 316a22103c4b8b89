package io.vorsprung.common.event;

import org.jspecify.annotations.Nullable;

/**
 * An organisation that made a model.
 *
 * @param country ISO 3166-1 alpha-2; absent where it is not known, and then the developer counts for no side
 */
public record Developer(String name, @Nullable String country) {

    public Developer {
        name = Require.text("developers.name", name);
        country = Require.country("developers.country", country);
    }
}
