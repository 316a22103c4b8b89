package io.vorsprung.alert.database;

import java.sql.SQLException;

/** The database did not take, or did not give, what was asked; the transaction is rolled back. */
public final class DatabaseFault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public DatabaseFault(SQLException cause) {
        super(cause);
    }
}
