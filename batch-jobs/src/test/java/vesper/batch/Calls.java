package vesper.batch;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;

/**
 * Counts what a database is asked for, every execution of a statement and every commit, and lets something happen right before or
 * right after one of them. Their number is the same for the same work, so a moment of it can be named by a number.
 */
final class Calls {
    private static final Set<String> COUNTED = Set.of(
            "execute",
            "executeQuery",
            "executeUpdate",
            "executeBatch",
            "executeLargeUpdate",
            "executeLargeBatch",
            "commit");

    private final AtomicLong count = new AtomicLong();
    private final Moment moment;
    private final Runnable then;

    /**
     * Between two calls.
     *
     * @param call number of a call, from 1 on
     * @param after whether the moment is after it; else before
     */
    record Moment(long call, boolean after) {}

    private Calls(Moment moment, Runnable then) {
        this.moment = moment;
        this.then = then;
    }

    /** Counts only. */
    static Calls counted() {
        return new Calls(new Moment(0, false), () -> {});
    }

    /** Does something at a moment, on the thread of the call. */
    static Calls until(Moment moment, Runnable then) {
        return new Calls(moment, then);
    }

    /** How many there were so far. */
    long count() {
        return count.get();
    }

    /** The same database, each call to which is counted. */
    DataSource over(DataSource dataSource) {
        return proxy(dataSource, DataSource.class);
    }

    private <T> T proxy(Object target, Class<T> type) {
        InvocationHandler handler = (proxy, method, arguments) -> call(target, method, arguments);
        return type.cast(Proxy.newProxyInstance(Calls.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private Object call(Object target, Method method, Object[] arguments) throws Throwable {
        long number = COUNTED.contains(method.getName()) ? count.incrementAndGet() : -1;
        if (number == moment.call() && !moment.after()) {
            then.run();
        }
        Object answer;
        try {
            answer = method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
        if (number == moment.call() && moment.after()) {
            then.run();
        }
        return method.getName().equals("unwrap") ? answer : counted(answer);
    }

    private Object counted(Object answer) {
        if (answer instanceof Connection) {
            return proxy(answer, Connection.class);
        }
        if (answer instanceof CallableStatement) {
            return proxy(answer, CallableStatement.class);
        }
        if (answer instanceof PreparedStatement) {
            return proxy(answer, PreparedStatement.class);
        }
        return answer instanceof Statement ? proxy(answer, Statement.class) : answer;
    }
}
