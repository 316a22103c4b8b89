package io.vorsprung.alert.delivery;

import java.sql.SQLException;

/** The database did not take, or did not give, what was asked; the transaction is rolled back. */
public final class DeliveryFault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DeliveryFault(SQLException cause) {
        super(cause);
    }
}
