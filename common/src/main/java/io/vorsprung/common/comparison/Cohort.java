package io.vorsprung.common.comparison;

import io.vorsprung.common.event.Access;
import io.vorsprung.common.event.Developer;
import io.vorsprung.common.event.ModelRelease;
import java.util.Optional;
import java.util.Set;

/**
 * A set of models: those with a developer in {@code countries} and none in {@code unless}.
 *
 * @param name for people, such as "US open"
 * @param countries ISO 3166-1 alpha-2; empty for all models, with or without a country
 * @param unless ISO 3166-1 alpha-2; a developer there takes the model out
 * @param access the access that is asked for; empty for any
 */
public record Cohort(String name, Set<String> countries, Set<String> unless, Optional<Access> access) {

    private static final Set<String> CHINA = Set.of("CN", "HK", "MO");

    public static final Cohort US = new Cohort("US", Set.of("US"), CHINA, Optional.empty());
    public static final Cohort CN = new Cohort("China", CHINA, Set.of(), Optional.empty());
    public static final Cohort ALL = new Cohort("all", Set.of(), Set.of(), Optional.empty());

    public Cohort {
        countries = Set.copyOf(countries);
        unless = Set.copyOf(unless);
    }

    public Cohort open() {
        return new Cohort(name + " open", countries, unless, Optional.of(Access.OPEN_WEIGHTS));
    }

    public Cohort closed() {
        return new Cohort(name + " closed", countries, unless, Optional.of(Access.CLOSED));
    }

    public boolean contains(ModelRelease release) {
        return (access.isEmpty() || access.get() == release.access())
                && (countries.isEmpty() || hasDeveloperIn(countries, release))
                && !hasDeveloperIn(unless, release);
    }

    private static boolean hasDeveloperIn(Set<String> countries, ModelRelease release) {
        for (Developer developer : release.developers()) {
            if (developer.country() != null && countries.contains(developer.country())) {
                return true;
            }
        }
        return false;
    }
}
