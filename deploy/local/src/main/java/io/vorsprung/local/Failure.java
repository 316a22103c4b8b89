package io.vorsprung.local;

/** Something the user can do something about: one line that says what. */
class Failure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Failure(String message) {
        super(message);
    }
}
