package io.vorsprung.alert.database;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Statements within the caller's transaction. */
@ApplicationScoped
public class Sql {

    private final AgroalDataSource database;

    Sql(AgroalDataSource database) {
        this.database = database;
    }

    public Connection connection() throws SQLException {
        return database.getConnection();
    }

    /** Sets the parameters of a statement. */
    public interface Setting {
        void on(PreparedStatement statement) throws SQLException;
    }

    /** Sets the parameters of a statement that is made once for each of several. */
    public interface SettingOf<T> {
        void on(PreparedStatement statement, T one) throws SQLException;
    }

    /** Reads a row. */
    public interface Reading<T> {
        T of(ResultSet row) throws SQLException;
    }

    public <T> List<T> rows(String sql, Setting setting, Reading<T> reading) {
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
            throw new DatabaseFault(failed);
        }
    }

    public int update(String sql, Setting setting) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            setting.on(statement);
            return statement.executeUpdate();
        } catch (SQLException failed) {
            throw new DatabaseFault(failed);
        }
    }

    /** The same statement for each of them, in one message to the database. */
    public <T> void updateEach(String sql, Collection<T> each, SettingOf<T> setting) {
        if (each.isEmpty()) {
            return;
        }
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (T one : each) {
                setting.on(statement, one);
                statement.addBatch();
            }
            statement.executeBatch();
        } catch (SQLException failed) {
            throw new DatabaseFault(failed);
        }
    }

    /** A parameter for {@code = any(?)}. */
    public static void texts(PreparedStatement statement, int index, Collection<String> texts) throws SQLException {
        statement.setArray(index, statement.getConnection().createArrayOf("text", texts.toArray()));
    }
}
