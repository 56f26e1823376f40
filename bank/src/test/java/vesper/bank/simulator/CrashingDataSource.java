package vesper.bank.simulator;

import java.io.PrintWriter;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * A data source whose connection is lost when told: before or after any statement, or any commit. What was not committed is
 * then undone, as the server does it, and the caller cannot tell whether a lost commit took place.
 */
final class CrashingDataSource implements DataSource {
    private static final String CONNECTION_FAILURE = "08006";

    private final DataSource real;
    private int untilCrash;
    private boolean afterwards;
    private boolean crashed;
    private boolean committed;

    CrashingDataSource(DataSource real) {
        this.real = real;
    }

    /**
     * Loses the connection at one of the next operations, once; an operation is the run of a statement or a commit.
     *
     * @param operation 1 is the next one
     * @param after whether the operation is done before the connection is lost
     */
    void crashAt(int operation, boolean after) {
        untilCrash = operation;
        afterwards = after;
        crashed = false;
        committed = false;
    }

    /** Nothing is lost any more. */
    void calm() {
        untilCrash = 0;
    }

    /** Whether the connection was lost since the crash was ordered. */
    boolean crashed() {
        return crashed;
    }

    /** Whether a transaction was committed since the crash was ordered. */
    boolean committed() {
        return committed;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = real.getConnection();
        return proxy(Connection.class, new LosableConnection(connection));
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLException("not offered");
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    private final class LosableConnection implements InvocationHandler {
        private final Connection connection;
        private boolean lost;

        LosableConnection(Connection connection) {
            this.connection = connection;
        }

        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
            if (method.getName().equals("close")) {
                connection.close();
                return null;
            }
            if (lost && method.getName().equals("rollback")) {
                return null;
            }
            if (lost) {
                throw new SQLException("the connection is gone", CONNECTION_FAILURE);
            }
            return switch (method.getName()) {
                case "commit" -> operation(connection, method, arguments, true);
                case "prepareStatement" -> statement(PreparedStatement.class, call(connection, method, arguments));
                case "createStatement" -> statement(Statement.class, call(connection, method, arguments));
                default -> call(connection, method, arguments);
            };
        }

        private Object statement(Class<? extends Statement> type, Object statement) {
            return proxy(
                    type,
                    (proxy, method, arguments) -> method.getName().startsWith("execute")
                            ? operation(statement, method, arguments, connection.getAutoCommit())
                            : call(statement, method, arguments));
        }

        private Object operation(Object target, Method method, Object[] arguments, boolean commits) throws Throwable {
            boolean now = untilCrash > 0 && --untilCrash == 0;
            if (now && !afterwards) {
                lose();
            }
            Object result = call(target, method, arguments);
            committed |= commits;
            if (now) {
                lose();
            }
            return result;
        }

        private void lose() throws SQLException {
            crashed = true;
            lost = true;
            if (!connection.getAutoCommit()) {
                connection.rollback();
            }
            throw new SQLException("the connection was lost", CONNECTION_FAILURE);
        }
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return real.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        real.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        real.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return real.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getGlobal();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return real.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return real.isWrapperFor(type);
    }
}
