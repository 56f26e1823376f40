package vesper.api.signin;

/** Passwords that are known to those who try passwords. */
interface BreachedPasswords {
    boolean contains(String password);
}
