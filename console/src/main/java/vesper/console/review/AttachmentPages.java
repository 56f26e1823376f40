package vesper.console.review;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import vesper.bank.Bank;
import vesper.bank.audit.Actor;
import vesper.bank.fraud.Attachment;
import vesper.bank.fraud.Attachments;
import vesper.bank.fraud.InvestigationSearch;
import vesper.bank.fraud.Investigations;
import vesper.console.NotFoundException;

/** Files of an investigation: in, and out again as a download that no browser opens by itself. */
@Controller
@RequestMapping("/console/investigations/{id}/attachments")
class AttachmentPages {
    private final Attachments attachments;
    private final InvestigationSearch search;

    AttachmentPages(Bank bank) {
        attachments = bank.attachments();
        search = bank.investigations().search();
    }

    @PostMapping
    String attach(@PathVariable long id, @RequestParam MultipartFile file, Actor analyst, RedirectAttributes flash)
            throws IOException {
        if (search.find(id).isEmpty()) {
            throw new NotFoundException("investigation " + id);
        }
        String name = file.getOriginalFilename() == null ? "" : file.getOriginalFilename();
        try {
            Attachments.Answer answer = file.getSize() > Attachments.LARGEST
                    ? Attachments.Answer.TOO_LARGE
                    : attachments.attach(id, name, file.getBytes(), analyst);
            flash.addFlashAttribute(answer == Attachments.Answer.KEPT ? "done" : "alert", words(answer));
        } catch (Investigations.TakenException e) {
            flash.addFlashAttribute("alert", "Another analyst works on it; take it first. Nothing was kept.");
        }
        return "redirect:/console/investigations/" + id;
    }

    private static String words(Attachments.Answer answer) {
        return switch (answer) {
            case KEPT -> "The file is kept.";
            case KNOWN -> "This file is there already; nothing was kept.";
            case EMPTY -> "There was no file, or nothing in it; nothing was kept.";
            case TOO_LARGE -> "The file has more than 5 MB; nothing was kept.";
            case OTHER_KIND -> "Only PDF, PNG, JPEG and plain text are kept, whatever the file is called.";
            case TOO_MANY -> "There are " + Attachments.MOST + " files already; nothing was kept.";
        };
    }

    @GetMapping("/{attachment}")
    ResponseEntity<byte[]> take(@PathVariable long id, @PathVariable long attachment, Actor analyst) {
        Attachment.Whole whole = attachments
                .take(id, attachment, analyst)
                .orElseThrow(() -> new NotFoundException("attachment " + attachment));
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(whole.file().kind().mediaType()))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(whole.file().name(), StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .header("Content-Security-Policy", "default-src 'none'; sandbox")
                .body(whole.content());
    }
}
