package vesper.api.signin;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.transaction.support.TransactionTemplate;
import vesper.api.sentcode.CodeChannel;
import vesper.api.sentcode.Contact;
import vesper.api.sentcode.Contacts;
import vesper.api.sentcode.SentCodes;
import vesper.api.sentcode.SentCodes.Purpose;
import vesper.api.sentcode.SentCodes.Sending;
import vesper.api.signin.Sessions.Session;
import vesper.bank.customer.CustomerNotices;

/**
 * Codes that are sent as a second factor, and where they go to. Who changes that proves to read what comes there; whoever read it before is
 * told.
 */
final class ContactDesk {
    private final Contacts contacts;
    private final SentCodes codes;
    private final CustomerNotices notices;
    private final TransactionTemplate transaction;
    private final SignInAudit audit;
    private final RememberedDevices devices;

    ContactDesk(
            Contacts contacts,
            SentCodes codes,
            CustomerNotices notices,
            TransactionTemplate transaction,
            SignInAudit audit,
            RememberedDevices devices) {
        this.contacts = contacts;
        this.codes = codes;
        this.notices = notices;
        this.transaction = transaction;
        this.audit = audit;
        this.devices = devices;
    }

    /** The ways by which codes can go out at all. */
    List<CodeChannel> channels() {
        return List.of(CodeChannel.values()).stream().filter(codes::offers).toList();
    }

    /** Where codes of a login can go to now. */
    List<Contact> of(UUID login) {
        return contacts.of(login).stream()
                .filter(contact -> codes.offers(contact.channel()))
                .toList();
    }

    /** Sends a code to sign in with; empty if the login has no such contact. */
    Optional<Sending> toSignIn(UUID login, CodeChannel channel, String address) {
        return contacts.of(login, channel).map(to -> {
            Sending sending = codes.send(login, to, Purpose.SIGN_IN);
            note(sending, login, address, "sign-in.send-code");
            return sending;
        });
    }

    /** Takes a code to sign in with. */
    boolean take(UUID id, UUID login, String typed) {
        return codes.take(id, login, Purpose.SIGN_IN, typed).isPresent();
    }

    /** Sends a code to a contact that is to be kept. */
    Sending ask(Session customer, Contact wanted, String address) {
        Sending sending = codes.send(customer.loginId(), wanted, Purpose.CONTACT);
        note(sending, customer.loginId(), address, "sign-in.ask-contact");
        return sending;
    }

    /** Keeps the contact that the code had gone to, and tells screening that the sign-in is new; false if the code is wrong. */
    boolean confirm(Session customer, UUID id, String typed, String address) {
        UUID login = customer.loginId();
        Optional<Contact> wanted = codes.take(id, login, Purpose.CONTACT, typed);
        if (wanted.isEmpty()) {
            audit.refused(Optional.of(login), address, "sign-in.change-contact");
            return false;
        }
        Optional<Contact> before = contacts.of(login, wanted.get().channel());
        transaction.executeWithoutResult(status -> {
            contacts.keep(login, wanted.get());
            changed(customer);
        });
        audit.done(login, address, "sign-in.change-contact");
        before.filter(old -> !old.equals(wanted.get()))
                .ifPresent(old -> tell(
                        old,
                        "From now on the codes with which you sign in go elsewhere, since you asked for it just now."));
        return true;
    }

    /** Forgets a contact, and tells screening that the sign-in is new. */
    void remove(Session customer, CodeChannel channel, String address) {
        UUID login = customer.loginId();
        Optional<Contact> before = contacts.of(login, channel);
        if (before.isEmpty()) {
            return;
        }
        transaction.executeWithoutResult(status -> {
            contacts.remove(login, channel);
            changed(customer);
        });
        audit.done(login, address, "sign-in.remove-contact");
        tell(before.get(), "From now on no codes to sign in with come here any more, since you asked for it just now.");
    }

    private void changed(Session customer) {
        devices.forgetAll(customer.loginId());
        notices.signInChanged(customer.customerId(), Instant.now().truncatedTo(ChronoUnit.MICROS));
    }

    private void tell(Contact contact, String what) {
        codes.tell(contact, "Your sign-in was changed", what + " If it was not you, tell the bank at once.");
    }

    private void note(Sending sending, UUID login, String address, String action) {
        if (sending.code().isPresent()) {
            audit.done(login, address, action);
        } else {
            audit.refused(Optional.of(login), address, action);
        }
    }
}
