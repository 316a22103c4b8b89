package io.vorsprung.alert.delivery;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Statements within the caller's transaction. */
@ApplicationScoped
class Sql {

    private final AgroalDataSource database;

    Sql(AgroalDataSource database) {
        this.database = database;
    }

    Connection connection() throws SQLException {
        return database.getConnection();
    }

    interface Setting {
        void on(PreparedStatement statement) throws SQLException;
    }

    interface Reading<T> {
        T of(ResultSet row) throws SQLException;
    }

    <T> List<T> rows(String sql, Setting setting, Reading<T> reading) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            setting.on(statement);
            try (ResultSet rows = statement.executeQuery()) {
                List<T> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(reading.of(rows));
                }
                return found;
            }
        } catch (SQLException failed) {
            throw new DeliveryFault(failed);
        }
    }

    int update(String sql, Setting setting) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            setting.on(statement);
            return statement.executeUpdate();
        } catch (SQLException failed) {
            throw new DeliveryFault(failed);
        }
    }
}
