package vesper.console.documents;

import java.security.Principal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.format.annotation.DateTimeFormat.ISO;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import vesper.bank.Bank;
import vesper.bank.account.Account;
import vesper.console.Confirmation;
import vesper.console.NotFoundException;
import vesper.reporting.Reporting;
import vesper.reporting.document.Document;
import vesper.reporting.document.DocumentPreference;
import vesper.reporting.document.DocumentPreferences;
import vesper.reporting.mail.Delivery;
import vesper.reporting.mail.MailState;
import vesper.reporting.mail.OutboxMail;
import vesper.reporting.statement.Period;
import vesper.reporting.statement.Statement;
import vesper.reporting.statement.StatementFormat;
import vesper.reporting.statement.UnwritableStatementException;

/** The documents of a customer's account. */
@Controller
@RequestMapping(DocumentPages.DOCUMENTS + "/{number}")
class DocumentPages {
    static final String DOCUMENTS = "/console/documents";
    private static final Logger LOG = LoggerFactory.getLogger(DocumentPages.class);

    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    private final Bank bank;
    private final Reporting reporting;

    DocumentPages(Bank bank, Reporting reporting) {
        this.bank = bank;
        this.reporting = reporting;
    }

    /**
     * A document on its ways to the customer.
     *
     * @param mail the state of its mail; null if none was queued
     * @param paper whether it waits to be printed, or was taken to the printer; empty if it is not wanted on paper
     */
    record Line(Document document, @Nullable MailState mail, String paper) {

        public String days() {
            return document.period().from() + " to " + document.period().to();
        }

        public boolean sendable() {
            return mail != null && mail != MailState.QUEUED;
        }

        public String question() {
            return DocumentPages.question(document);
        }
    }

    @GetMapping
    String documents(@PathVariable String number, Model model) {
        Account account = account(number);
        LocalDate today = bank.businessDates().current().businessDate();
        model.addAttribute("account", account);
        model.addAttribute("documents", lines(account.id()));
        model.addAttribute("preference", reporting.documentPreferences().of(customer(account)));
        model.addAttribute(
                "country",
                reporting.documentPreferences().taxResidence(customer(account)).orElse(""));
        model.addAttribute("locked", reporting.documentPreferences().hasPassword(customer(account)));
        model.addAttribute("languages", DocumentPreference.LANGUAGES);
        model.addAttribute("deliveries", Delivery.values());
        model.addAttribute("formats", StatementFormat.values());
        model.addAttribute("from", today.withDayOfMonth(1));
        model.addAttribute("to", today);
        return "console/documents/list";
    }

    private List<Line> lines(long accountId) {
        Map<UUID, OutboxMail> mails = reporting.mailOutbox().ofAccount(accountId);
        Set<UUID> waiting = reporting.letters().ofAccount(accountId, false);
        Set<UUID> taken = reporting.letters().ofAccount(accountId, true);
        return reporting.documents().ofAccount(accountId).stream()
                .map(document -> {
                    OutboxMail mail = mails.get(document.id());
                    String paper = waiting.contains(document.id())
                            ? "To be printed"
                            : taken.contains(document.id()) ? "Printed" : "";
                    return new Line(document, mail == null ? null : mail.state(), paper);
                })
                .toList();
    }

    /** A document as it was issued. */
    @GetMapping("/{id}")
    ResponseEntity<byte[]> document(@PathVariable String number, @PathVariable UUID id) {
        Document document = document(account(number), id);
        byte[] content = reporting.documents().content(id).orElseThrow(() -> new NotFoundException("document " + id));
        return file(MediaType.APPLICATION_PDF_VALUE, document.fileName(), content);
    }

    /** A statement of any days, made now and kept nowhere; back to the page if there can be none. */
    @GetMapping("/statement")
    Object statement(
            @PathVariable String number,
            @RequestParam @DateTimeFormat(iso = ISO.DATE) LocalDate from,
            @RequestParam @DateTimeFormat(iso = ISO.DATE) LocalDate to,
            @RequestParam StatementFormat format,
            @RequestParam(defaultValue = "false") boolean accessible,
            RedirectAttributes flash) {
        Account account = account(number);
        if (to.isBefore(from)) {
            flash.addFlashAttribute("alert", "The last day is before the first.");
            return "redirect:" + DOCUMENTS + "/" + number;
        }
        Period period = new Period(from, to);
        Statement statement = reporting
                .statements()
                .ofAccount(number, period, bank.businessDates().current().businessDate())
                .orElseThrow(() -> new NotFoundException("account " + number));
        try {
            byte[] content = reporting.statementFormats().render(statement, format, accessible);
            return file(format.mediaType(), format.fileName(account.number(), period), content);
        } catch (UnwritableStatementException e) {
            flash.addFlashAttribute("alert", e.getMessage() + ". Choose another format.");
            return "redirect:" + DOCUMENTS + "/" + number;
        }
    }

    /** Sends a document's mail once more. */
    @PostMapping("/{id}/copy")
    String copy(
            @PathVariable String number,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "false") boolean confirmed,
            Principal operator,
            Model model,
            RedirectAttributes flash) {
        Document document = document(account(number), id);
        String back = DOCUMENTS + "/" + number;
        if (!confirmed) {
            return new Confirmation(question(document), "Send again", back + "/" + id + "/copy", back, Map.of())
                    .ask(model);
        }
        if (reporting.mailOutbox().sendCopy(id)) {
            LOG.info("document {} is sent once more, ordered by {}", id, operator.getName());
            flash.addFlashAttribute("done", "The document is queued once more.");
        } else {
            flash.addFlashAttribute(
                    "alert",
                    "Nothing was queued: its mail is on its way already, or the customer has no usable address.");
        }
        return "redirect:" + back;
    }

    /** Sets how the customer wants documents from now on. */
    @PostMapping("/preference")
    String prefer(
            @PathVariable String number,
            @RequestParam String language,
            @RequestParam Delivery delivery,
            @RequestParam(defaultValue = "false") boolean accessible,
            @RequestParam(defaultValue = "false") boolean paper,
            @RequestParam(defaultValue = "") String country,
            Principal operator,
            RedirectAttributes flash) {
        Account account = account(number);
        if (!country.isEmpty() && !COUNTRIES.contains(country)) {
            flash.addFlashAttribute(
                    "alert", "A country is two capital letters of ISO 3166-1, such as US. Nothing was changed.");
        } else if (DocumentPreference.LANGUAGES.contains(language)) {
            DocumentPreferences preferences = reporting.documentPreferences();
            preferences.set(customer(account), new DocumentPreference(language, delivery, accessible, paper));
            preferences.setTaxResidence(customer(account), country.isEmpty() ? null : country);
            LOG.info("documents of customer {} were set by {}", customer(account), operator.getName());
            flash.addFlashAttribute("done", "From now on documents come like that.");
        } else {
            flash.addFlashAttribute("alert", "There are no documents in that language. Nothing was changed.");
        }
        return "redirect:" + DOCUMENTS + "/" + number;
    }

    /** Has the customer's attachments open without a password again; only the customer chooses one, through the API. */
    @PostMapping("/unlock")
    String unlock(@PathVariable String number, Principal operator, RedirectAttributes flash) {
        long customer = customer(account(number));
        reporting.documentPreferences().setPassword(customer, null);
        LOG.info("the password of customer {} for documents was removed by {}", customer, operator.getName());
        flash.addFlashAttribute("done", "From the next mail on attachments open without a password.");
        return "redirect:" + DOCUMENTS + "/" + number;
    }

    private Account account(String number) {
        return bank.accounts()
                .byNumber(number)
                .filter(account -> account.customerId() != null)
                .orElseThrow(() -> new NotFoundException("customer's account " + number));
    }

    private static long customer(Account account) {
        Long customer = account.customerId();
        if (customer == null) {
            throw new NotFoundException("customer of account " + account.number());
        }
        return customer;
    }

    private Document document(Account account, UUID id) {
        return reporting
                .documents()
                .find(id)
                .filter(document -> document.accountId() == account.id())
                .orElseThrow(() -> new NotFoundException("document " + id));
    }

    private static String question(Document document) {
        return "Send the document of " + document.period().from() + " to "
                + document.period().to() + " once more, to the address that the customer has now?";
    }

    private static ResponseEntity<byte[]> file(String mediaType, String name, byte[] content) {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(mediaType))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.inline().filename(name).build().toString())
                .body(content);
    }
}
