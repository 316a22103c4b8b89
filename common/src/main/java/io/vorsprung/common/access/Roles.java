package io.vorsprung.common.access;

/** The roles that tokens carry (claim {@code groups}). */
public final class Roles {

    /** May tell events and import files. */
    public static final String INGEST = "ingest";

    /** May say, beside {@link #INGEST}, when an imported event was recorded. */
    public static final String BACKFILL = "backfill";

    /** May write rules, silences and subscriptions, and see to dead letters. */
    public static final String OPERATOR = "operator";

    private Roles() {}
}
