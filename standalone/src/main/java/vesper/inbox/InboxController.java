package vesper.inbox;

import jakarta.mail.MessagingException;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/**
 * Lists the mails and shows one. What a mail holds is a stranger's: its HTML is answered under a policy that runs no script
 * and fetches nothing, and its attachments are downloads, except that a PDF may be looked at.
 */
@Controller
@RequestMapping("/inbox")
class InboxController {
    static final int PAGE = 50;

    private static final String CONTENT_SECURITY_POLICY = "Content-Security-Policy";
    private static final String PAGE_POLICY = "default-src 'none'; style-src 'self'; img-src 'self' data:; "
            + "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    private static final String BODY_POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
            + "form-action 'none'; base-uri 'none'; frame-ancestors 'self'";
    private static final String PDF_POLICY = "frame-ancestors 'none'";

    private final Inbox inbox;

    InboxController(Inbox inbox) {
        this.inbox = inbox;
    }

    /** How figures are written on the pages. Public for the templates. */
    public static final class Show {
        private static final DateTimeFormatter SECOND =
                DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

        /** {@code 2026-01-31 18:01:02}, UTC. */
        public String time(Instant instant) {
            return SECOND.format(instant);
        }

        /** {@code 12,345}. */
        public String number(long value) {
            return String.format(Locale.ROOT, "%,d", value);
        }

        /** {@code 812 B} or {@code 24 KiB}. */
        public String size(long bytes) {
            return bytes < 1024 ? bytes + " B" : number((bytes + 1023) / 1024) + " KiB";
        }
    }

    @ModelAttribute("show")
    Show show() {
        return new Show();
    }

    @GetMapping
    String list(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "1") int page,
            Model model,
            HttpServletResponse response) {
        long found = inbox.count(q);
        int last = (int) Math.max(1, (found + PAGE - 1) / PAGE);
        int shown = Math.min(Math.max(1, page), last);
        model.addAttribute("q", q);
        model.addAttribute("found", found);
        model.addAttribute("page", shown);
        model.addAttribute("last", last);
        model.addAttribute("messages", inbox.search(q, (shown - 1) * PAGE, PAGE));
        response.setHeader(CONTENT_SECURITY_POLICY, PAGE_POLICY);
        return "inbox/list";
    }

    @GetMapping("/{id:\\d+}")
    String message(@PathVariable long id, Model model, HttpServletResponse response) {
        InboxMessage message = inbox.summary(id).orElseThrow(InboxController::notFound);
        model.addAttribute("message", message);
        model.addAttribute("newer", inbox.summary(id + 1).isPresent() ? id + 1 : null);
        model.addAttribute("older", inbox.summary(id - 1).isPresent() ? id - 1 : null);
        try {
            model.addAttribute("content", content(id));
        } catch (MessagingException e) {
            model.addAttribute("broken", "This mail cannot be taken apart. Its source can be downloaded.");
        }
        response.setHeader(CONTENT_SECURITY_POLICY, PAGE_POLICY);
        return "inbox/message";
    }

    /** The HTML body for the frame on the message's page. */
    @GetMapping("/{id:\\d+}/body")
    ResponseEntity<byte[]> body(@PathVariable long id) throws MessagingException {
        String html = content(id).html();
        if (html == null) {
            throw notFound();
        }
        return ResponseEntity.ok()
                .header(CONTENT_SECURITY_POLICY, BODY_POLICY)
                .header("X-Frame-Options", "SAMEORIGIN")
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .body(html.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * An attachment.
     *
     * @param index from 0, in the order of the mail
     * @param view whether to show it in the browser, which only a PDF is
     */
    @GetMapping("/{id:\\d+}/attachments/{index:\\d+}")
    ResponseEntity<byte[]> attachment(
            @PathVariable long id, @PathVariable int index, @RequestParam(defaultValue = "false") boolean view)
            throws MessagingException {
        List<MailContent.Attachment> attachments = content(id).attachments();
        if (index >= attachments.size()) {
            throw notFound();
        }
        MailContent.Attachment attachment = attachments.get(index);
        boolean shown = view && attachment.isPdf();
        ContentDisposition disposition = (shown ? ContentDisposition.inline() : ContentDisposition.attachment())
                .filename(attachment.name(), StandardCharsets.UTF_8)
                .build();
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_DISPOSITION, disposition.toString())
                .header(CONTENT_SECURITY_POLICY, shown ? PDF_POLICY : BODY_POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .contentType(attachment.isPdf() ? MediaType.APPLICATION_PDF : MediaType.APPLICATION_OCTET_STREAM)
                .body(attachment.bytes());
    }

    /** The mail as it was sent, with the trace fields before it. */
    @GetMapping("/{id:\\d+}/source")
    ResponseEntity<byte[]> source(@PathVariable long id) {
        byte[] source = inbox.source(id).orElseThrow(InboxController::notFound);
        ContentDisposition disposition =
                ContentDisposition.attachment().filename("mail-" + id + ".eml").build();
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_DISPOSITION, disposition.toString())
                .header("X-Content-Type-Options", "nosniff")
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .body(source);
    }

    private MailContent content(long id) throws MessagingException {
        return MailContent.of(inbox.source(id).orElseThrow(InboxController::notFound));
    }

    private static ResponseStatusException notFound() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND, "no such mail");
    }
}
