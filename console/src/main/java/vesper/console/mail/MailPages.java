package vesper.console.mail;

import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import vesper.console.Confirmation;
import vesper.console.ConsoleSettings;
import vesper.console.NotFoundException;
import vesper.reporting.Reporting;
import vesper.reporting.document.Document;
import vesper.reporting.document.Documents;
import vesper.reporting.mail.MailOutbox;
import vesper.reporting.mail.MailState;
import vesper.reporting.mail.OutboxMail;

/** The outbox and the documents in it. */
@Controller
class MailPages {
    private static final Logger LOG = LoggerFactory.getLogger(MailPages.class);
    private static final String LIST = "/console/mail";

    private final MailOutbox outbox;
    private final Documents documents;
    private final int pageSize;

    MailPages(Reporting reporting, ConsoleSettings settings) {
        outbox = reporting.mailOutbox();
        documents = reporting.documents();
        pageSize = settings.pageSize();
    }

    /**
     * A mail without its customer's full address.
     *
     * @param page where what it is about is seen
     * @param printable whether its document may be printed instead
     */
    record Line(
            long id,
            String page,
            boolean printable,
            MailState state,
            String recipient,
            String subject,
            int attempts,
            Instant createdAt,
            @Nullable Instant sentAt,
            @Nullable Instant dueAt,
            @Nullable String lastError) {
        static Line of(OutboxMail mail) {
            return new Line(
                    mail.id(),
                    mail.dataRequestId() == null
                            ? LIST + "/" + mail.id() + "/document"
                            : "/console/data-requests/" + mail.dataRequestId(),
                    mail.dataRequestId() == null && MailPages.retryable(mail.state()),
                    mail.state(),
                    String.valueOf(Masked.addresses(mail.recipient())),
                    mail.subject(),
                    mail.attempts(),
                    mail.createdAt(),
                    mail.sentAt(),
                    mail.dueAt(),
                    Masked.addresses(mail.lastError()));
        }

        public boolean retryable() {
            return MailPages.retryable(state);
        }

        public String question() {
            return MailPages.question(id);
        }

        public String paperQuestion() {
            return MailPages.paperQuestion(id);
        }
    }

    /** The newest mails, of one state or of all, with smaller ids than the given one. */
    @GetMapping(LIST)
    String list(
            @RequestParam @Nullable MailState state,
            @RequestParam(defaultValue = "" + Long.MAX_VALUE) long before,
            Model model) {
        List<OutboxMail> found = outbox.list(state, before, pageSize + 1);
        boolean more = found.size() > pageSize;
        List<OutboxMail> page = more ? found.subList(0, pageSize) : found;
        Map<MailState, Long> counts = outbox.counts();
        model.addAttribute("mails", page.stream().map(Line::of).toList());
        model.addAttribute("state", state);
        model.addAttribute("counts", counts);
        model.addAttribute(
                "all", counts.values().stream().mapToLong(Long::longValue).sum());
        model.addAttribute("next", more ? page.get(page.size() - 1).id() : null);
        return "console/mail/list";
    }

    /** Queues a mail again that was given up, came back or had no address. */
    @PostMapping(LIST + "/{id}")
    String retry(
            @PathVariable long id,
            @RequestParam(defaultValue = "false") boolean confirmed,
            Principal operator,
            Model model,
            RedirectAttributes flash) {
        OutboxMail mail = find(id);
        if (!confirmed && retryable(mail.state())) {
            return new Confirmation(question(id), "Send again", LIST + "/" + id, LIST, Map.of()).ask(model);
        }
        if (outbox.retry(id)) {
            LOG.info("mail {} was queued again by {}", id, operator.getName());
            flash.addFlashAttribute("done", "Mail " + id + " is queued again.");
        } else if (retryable(find(id).state())) {
            flash.addFlashAttribute(
                    "alert", "The customer of mail " + id + " still has no usable address. Nothing was changed.");
        } else {
            flash.addFlashAttribute(
                    "alert", "Mail " + id + " is not one that was given up any more. Nothing was changed.");
        }
        return "redirect:" + LIST;
    }

    /** Has the document of a mail that was given up, came back or had no address printed instead. */
    @PostMapping(LIST + "/{id}/paper")
    String printInstead(
            @PathVariable long id,
            @RequestParam(defaultValue = "false") boolean confirmed,
            Principal operator,
            Model model,
            RedirectAttributes flash) {
        OutboxMail mail = find(id);
        if (!confirmed && retryable(mail.state())) {
            return new Confirmation(paperQuestion(id), "Print instead", LIST + "/" + id + "/paper", LIST, Map.of())
                    .ask(model);
        }
        if (outbox.printInstead(id)) {
            LOG.info("the document of mail {} is to be printed, ordered by {}", id, operator.getName());
            flash.addFlashAttribute("done", "The document of mail " + id + " is among the letters to be printed.");
        } else {
            flash.addFlashAttribute(
                    "alert", "Mail " + id + " is not one that was given up any more. Nothing was changed.");
        }
        return "redirect:" + LIST;
    }

    /** The document that the mail carries, as it was issued. */
    @GetMapping(LIST + "/{id}/document")
    ResponseEntity<byte[]> document(@PathVariable long id) {
        OutboxMail mail = find(id);
        Optional<Document> known = Optional.ofNullable(mail.documentId()).flatMap(documents::find);
        Document document = known.orElseThrow(() -> new NotFoundException("the document of mail " + id));
        byte[] content =
                documents.content(document.id()).orElseThrow(() -> new NotFoundException("the document of mail " + id));
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_PDF)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.inline()
                                .filename(document.fileName())
                                .build()
                                .toString())
                .body(content);
    }

    private OutboxMail find(long id) {
        return outbox.list(null, id + 1, 1).stream()
                .filter(mail -> mail.id() == id)
                .findFirst()
                .orElseThrow(() -> new NotFoundException("mail " + id));
    }

    private static boolean retryable(MailState state) {
        return state == MailState.FAILED || state == MailState.NO_ADDRESS || state == MailState.BOUNCED;
    }

    private static String paperQuestion(long id) {
        return "Print and post the document of mail " + id + ", and mail it no more?";
    }

    private static String question(long id) {
        return "Send mail " + id + " again, to the address that the customer has now?";
    }
}
