package io.vorsprung.common.event;

/** A value that an event can not have. Names the field and what was expected there. */
public final class InvalidEvent extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String field;
    private final String expected;

    public InvalidEvent(String field, String expected, String was) {
        super(field + ": expected " + expected + ", was " + was);
        this.field = field;
        this.expected = expected;
    }

    public String field() {
        return field;
    }

    public String expected() {
        return expected;
    }
}
