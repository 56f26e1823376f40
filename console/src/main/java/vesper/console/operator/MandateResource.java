package vesper.console.operator;

import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import vesper.bank.Bank;
import vesper.bank.audit.Actor;
import vesper.bank.directdebit.Mandates;
import vesper.bank.directdebit.Mandates.CancelledException;
import vesper.bank.directdebit.Mandates.InvalidMandateException;
import vesper.bank.directdebit.Mandates.Presented;
import vesper.bank.directdebit.Mandates.Registered;
import vesper.bank.directdebit.Mandates.Registration;
import vesper.bank.directdebit.Mandates.View;

/** Mandates for direct debits, for other programs. What is refused is answered by {@link OperatorProblems}. */
@RestController
@RequestMapping(MandateResource.MANDATES)
class MandateResource {
    static final String MANDATES = OperatorResource.ROOT + "/mandates";

    private static final int LONGEST_LIST = 500;
    private static final int PRESENTED = 100;

    private final Mandates mandates;

    MandateResource(Bank bank) {
        this.mandates = bank.mandates();
    }

    /** Newest first. */
    record Found(List<View> mandates) {}

    /** A mandate with the newest direct debits under it, newest first. */
    record Detail(View mandate, List<Presented> directDebits) {}

    /** What to register: account numbers, an ISO date, and the limit in minor units if there is one. */
    record Wanted(
            @Nullable String creditor,
            @Nullable String debtor,
            @Nullable String reference,
            @Nullable LocalDate signedOn,
            @Nullable Long mostMinor) {}

    /**
     * Lists mandates.
     *
     * @param account number of an account that is creditor or debtor; none: of all
     * @param before only those with smaller ids, for the next page
     */
    @GetMapping
    Found list(
            @RequestParam @Nullable String account,
            @RequestParam(defaultValue = "9223372036854775807") long before,
            @RequestParam(defaultValue = "50") int limit) {
        OperatorResource.within("limit", limit, 1, LONGEST_LIST);
        return new Found(mandates.list(account, before, limit));
    }

    @GetMapping("/{id}")
    Detail one(@PathVariable long id) {
        return new Detail(mandates.find(id).orElseThrow(() -> unknown(id)), mandates.presented(id, PRESENTED));
    }

    /** Registers a mandate: 201, or 200 if it was registered before just so. */
    @PostMapping
    ResponseEntity<View> register(@RequestBody Wanted wanted, Actor caller) {
        if (wanted.creditor() == null
                || wanted.debtor() == null
                || wanted.reference() == null
                || wanted.signedOn() == null) {
            throw invalid("creditor, debtor, reference and signedOn are needed");
        }
        try {
            Registered registered = mandates.register(
                    new Registration(
                            wanted.creditor(),
                            wanted.debtor(),
                            wanted.reference(),
                            wanted.signedOn(),
                            wanted.mostMinor()),
                    caller);
            return ResponseEntity.status(registered.known() ? HttpStatus.OK : HttpStatus.CREATED)
                    .location(URI.create(MANDATES + "/" + registered.mandate().id()))
                    .body(registered.mandate());
        } catch (InvalidMandateException e) {
            throw invalid(String.valueOf(e.getMessage()));
        }
    }

    /** Cancels a mandate from today on. */
    @PostMapping("/{id}/cancel")
    View cancel(@PathVariable long id, Actor caller) {
        try {
            return mandates.cancel(id, caller).orElseThrow(() -> unknown(id));
        } catch (CancelledException e) {
            throw new ProblemException(HttpStatus.CONFLICT, "mandate_cancelled", String.valueOf(e.getMessage()));
        }
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(HttpStatus.UNPROCESSABLE_CONTENT, "invalid_mandate", detail);
    }

    private static ProblemException unknown(long id) {
        return new ProblemException(HttpStatus.NOT_FOUND, "unknown_mandate", "there is no mandate " + id);
    }
}
