package vesper.console;

/** What the address names does not exist; answered with the page for status 404. */
public final class NotFoundException extends RuntimeException {
    public NotFoundException(String what) {
        super(what + " does not exist");
    }
}
