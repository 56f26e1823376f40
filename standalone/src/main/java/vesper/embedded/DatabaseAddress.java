package vesper.embedded;

/**
 * Where the bank's database is and who the bank is there.
 *
 * @param url JDBC address
 * @param user role that owns the bank's tables; no superuser
 * @param password its password; never shown by {@link #toString}
 */
public record DatabaseAddress(String url, String user, String password) {
    @Override
    public String toString() {
        return user + " at " + url;
    }
}
