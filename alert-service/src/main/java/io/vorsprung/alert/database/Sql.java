package io.vorsprung.alert.database;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

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

    /**
     * A statement and its parameters.
     *
     * @param parameters in their order: whole numbers, texts, and collections of texts for {@code text[]}; what is to be of
     *     another type is cast by the statement
     */
    public record Command(String sql, List<?> parameters) {

        public static Command of(String sql, Object... parameters) {
            return new Command(sql, List.of(parameters));
        }
    }

    /** Commands in this order, in one message to the database. */
    public void tell(List<Command> commands) {
        if (!commands.isEmpty()) {
            together(commands, statement -> {});
        }
    }

    /** A question, and the rows that answered it once it was asked. */
    public static final class Query<T> {

        private final Command command;
        private final Reading<T> reading;
        private final List<T> rows = new ArrayList<>();

        public Query(Command command, Reading<T> reading) {
            this.command = command;
            this.reading = reading;
        }

        public List<T> rows() {
            return rows;
        }

        private void read(ResultSet answer) throws SQLException {
            while (answer.next()) {
                rows.add(reading.of(answer));
            }
        }
    }

    /** Asks in this order, in one message to the database; each question sees what was committed before its turn. */
    public void ask(Query<?>... queries) {
        together(Arrays.stream(queries).map(query -> query.command).toList(), statement -> {
            for (Query<?> query : queries) {
                try (ResultSet answer = statement.getResultSet()) {
                    query.read(answer);
                }
                statement.getMoreResults();
            }
        });
    }

    private void together(List<Command> commands, Setting after) {
        String all = commands.stream().map(Command::sql).collect(Collectors.joining(";\n"));
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(all)) {
            int index = 1;
            for (Command command : commands) {
                for (Object parameter : command.parameters) {
                    set(statement, index++, parameter);
                }
            }
            statement.execute();
            after.on(statement);
        } catch (SQLException failed) {
            throw new DatabaseFault(failed);
        }
    }

    private static void set(PreparedStatement statement, int index, Object parameter) throws SQLException {
        if (parameter instanceof Collection<?> texts) {
            texts(statement, index, texts);
        } else {
            statement.setObject(index, parameter);
        }
    }

    /** A parameter of type {@code text[]}. */
    public static void texts(PreparedStatement statement, int index, Collection<?> texts) throws SQLException {
        statement.setArray(index, statement.getConnection().createArrayOf("text", texts.toArray()));
    }
}
