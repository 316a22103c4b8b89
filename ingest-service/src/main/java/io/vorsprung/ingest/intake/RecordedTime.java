package io.vorsprung.ingest.intake;

/** Whose clock says when an event was recorded. */
public enum RecordedTime {
    /** Ours, now; a CloudEvents {@code time} is ignored. */
    OURS,
    /** The CloudEvents {@code time}, where the event has one. */
    AS_GIVEN
}
