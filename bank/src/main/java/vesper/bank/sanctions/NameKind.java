package vesper.bank.sanctions;

/** What a name is the name of: it decides which of its words matter. */
public enum NameKind {
    PERSON,
    ORGANISATION,
    VESSEL
}
