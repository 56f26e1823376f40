package vesper.reporting.privacy;

import com.opencsv.CSVWriter;
import com.opencsv.ICSVWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vesper.reporting.document.Document;
import vesper.reporting.document.DocumentPreference;
import vesper.reporting.document.Documents;
import vesper.reporting.pdf.PdfTemplate;
import vesper.reporting.privacy.PersonalDataPdf.Person;
import vesper.reporting.statement.Letterhead;
import vesper.reporting.statement.Statement.Holder;
import vesper.reporting.statement.StatementCsv;

/**
 * Everything that the bank holds on a customer, to be handed out (GDPR articles 15 and 20): a page to read, the same to be printed,
 * each table as JSON and CSV, and the documents as they were issued, in a ZIP file under AES-256.
 */
public final class PersonalDataExport {

    private static final String PERSON = """
            select name, coalesce(postal_address, '') as postal_address, language,
                   coalesce((select business_date from business_date), current_date) as today
              from customer where id = :customer
            """;

    private final JdbcClient jdbc;
    private final Documents documents;
    private final PersonalDataPdf pdf;
    private final JsonMapper json = new JsonMapper();

    public PersonalDataExport(JdbcClient jdbc, Documents documents, PdfTemplate template, Letterhead letterhead) {
        this.jdbc = jdbc;
        this.documents = documents;
        this.pdf = new PersonalDataPdf(template, letterhead);
    }

    /** Whose data it would be: the customer's name; empty if there is no such customer. */
    public Optional<String> nameOf(long customerId) {
        return jdbc.sql("select name from customer where id = :customer")
                .param("customer", customerId)
                .query(String.class)
                .optional();
    }

    /**
     * Writes the file. To be called in a transaction that sees one state of the database.
     *
     * @param passphrase opens every entry of the file; what is lost with it is lost
     * @return how many rows and documents it holds
     */
    public long write(long customerId, OutputStream out, String passphrase) {
        List<PersonalDataPart> parts = new ArrayList<>();
        for (PersonalTable table : PersonalData.declared().tables()) {
            if (exists(table.table())) {
                parts.add(new PersonalDataPart(table.table(), columns(table), rows(table, customerId)));
            }
        }
        List<Document> issued = issued(customerId);
        List<String> files = issued.stream().map(PersonalDataExport::fileName).toList();
        Person person = person(customerId);
        PersonalDataWording words = PersonalDataWording.in(person.holder().language());
        PersonalDataCells cells = new PersonalDataCells(words, parts);
        try (EncryptedZip zip = new EncryptedZip(out, passphrase)) {
            zip.put("index.html", new PersonalDataPage(words, cells).html(customerId, parts, files));
            zip.put("index.pdf", pdf.render(person, words, cells, parts, files));
            for (PersonalDataPart part : parts) {
                zip.put("data/" + part.table() + ".json", json.writeValueAsBytes(part.rows()));
                zip.put("data/" + part.table() + ".csv", csv(part));
            }
            for (Document document : issued) {
                byte[] content = documents.content(document.id()).orElseThrow();
                zip.put("documents/" + fileName(document), content);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return issued.size()
                + parts.stream().mapToLong(part -> part.rows().size()).sum();
    }

    private Person person(long customerId) {
        return jdbc.sql(PERSON)
                .param("customer", customerId)
                .query((row, n) -> new Person(
                        customerId,
                        new Holder(
                                row.getString("name"),
                                row.getString("postal_address").lines().toList(),
                                row.getString("language")),
                        row.getObject("today", LocalDate.class)))
                .single();
    }

    /**
     * Words that are missing for what modules have declared, in any language that there are documents in.
     *
     * @param columns the columns of each table as the database has them
     */
    public static List<String> wordsMissing(Map<String, List<String>> columns) {
        List<String> keys = PersonalData.declared().tables().stream()
                .flatMap(table -> Stream.concat(
                        Stream.of("part." + table.table()),
                        columns.getOrDefault(table.table(), List.of()).stream()
                                .filter(column -> !List.of(table.left()).contains(column))
                                .map(column -> "column." + column)))
                .toList();
        return DocumentPreference.LANGUAGES.stream()
                .flatMap(language -> PersonalDataWording.missing(language, keys.stream()).stream()
                        .map(key -> language + ' ' + key))
                .toList();
    }

    /** Whether the module that declared the table keeps its data in this database. */
    private boolean exists(String table) {
        return jdbc.sql("select to_regclass(:table) is not null")
                .param("table", table)
                .query(Boolean.class)
                .single();
    }

    /** Names of all tables that a module has declared, those included that have nothing to hand out. */
    public static Set<String> declaredTables() {
        PersonalData declared = PersonalData.declared();
        Set<String> names = new TreeSet<>(declared.none().keySet());
        declared.tables().forEach(table -> names.add(table.table()));
        return names;
    }

    private List<String> columns(PersonalTable table) {
        return jdbc.sql("""
                        select attname from pg_attribute
                         where attrelid = to_regclass(:table) and attnum > 0 and not attisdropped and attname <> all(:without)
                         order by attnum
                        """)
                .param("table", table.table())
                .param("without", table.left())
                .query(String.class)
                .list();
    }

    private List<JsonNode> rows(PersonalTable table, long customerId) {
        return jdbc
                .sql(table.sql())
                .param("customer", customerId)
                .param("without", table.left())
                .query(String.class)
                .list()
                .stream()
                .map(json::readTree)
                .toList();
    }

    private List<Document> issued(long customerId) {
        return jdbc
                .sql("select id from account where customer_id = :customer order by id")
                .param("customer", customerId)
                .query(Long.class)
                .list()
                .stream()
                .flatMap(account -> documents.ofAccount(account).stream())
                .toList();
    }

    private static String fileName(Document document) {
        return document.version() + "-" + document.fileName();
    }

    private static List<List<String>> cells(PersonalDataPart part) {
        List<String> columns = part.columns();
        return part.rows().stream()
                .map(row ->
                        columns.stream().map(column -> text(row.get(column))).toList())
                .toList();
    }

    private static String text(JsonNode value) {
        return value == null || value.isNull() ? "" : value.isString() ? value.stringValue() : value.toString();
    }

    private static byte[] csv(PersonalDataPart part) throws IOException {
        StringWriter text = new StringWriter();
        try (CSVWriter csv = new CSVWriter(
                text,
                ICSVWriter.DEFAULT_SEPARATOR,
                ICSVWriter.DEFAULT_QUOTE_CHARACTER,
                ICSVWriter.DEFAULT_QUOTE_CHARACTER,
                ICSVWriter.RFC4180_LINE_END)) {
            csv.writeNext(part.columns().toArray(String[]::new), false);
            for (List<String> row : cells(part)) {
                csv.writeNext(row.stream().map(StatementCsv::defused).toArray(String[]::new), false);
            }
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
