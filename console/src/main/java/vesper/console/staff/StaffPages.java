package vesper.console.staff;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import vesper.bank.audit.Actor;
import vesper.console.NotFoundException;
import vesper.console.ProposedVersion;
import vesper.console.ProposedVersion.Change;
import vesper.console.signin.StaffAccounts.Role;
import vesper.console.staff.StaffRoles.Member;
import vesper.console.staff.StaffRoles.Proposal;
import vesper.console.staff.StaffRoles.RefusedRolesException;

/** For administrators: who the staff are, the form that proposes other roles, and the page on which another checks them. */
@Controller
class StaffPages {
    private static final String LIST = "/console/staff";
    private static final String MEMBER = LIST + "/{username}";
    private static final String PROPOSAL = MEMBER + "/{version}";
    private static final ProposedVersion.Up UP = new ProposedVersion.Up(LIST, "Staff");
    private static final String NONE = "none, may not sign in";

    private final StaffRoles roles;

    StaffPages(StaffRoles roles) {
        this.roles = roles;
    }

    /** A member of staff as listed. */
    record Line(Member member, String roles, boolean waits) {}

    /** A role on the form. */
    record Choice(Role role, String label, String meaning, boolean held) {}

    @GetMapping(LIST)
    String list(Model model) {
        List<Proposal> proposals = roles.inCheck();
        Set<String> waiting = proposals.stream().map(Proposal::username).collect(Collectors.toSet());
        model.addAttribute("proposals", proposals);
        model.addAttribute(
                "members",
                roles.members().stream()
                        .map(member -> new Line(member, words(member.roles()), waiting.contains(member.username())))
                        .toList());
        return "console/staff/list";
    }

    @GetMapping(MEMBER)
    String member(@PathVariable String username, Actor staff, Model model) {
        Member member = known(username);
        model.addAttribute("member", member);
        model.addAttribute("mine", username.equals(staff.name()));
        model.addAttribute(
                "waiting",
                roles.inCheck().stream()
                        .filter(proposal -> proposal.username().equals(username))
                        .findFirst()
                        .orElse(null));
        model.addAttribute(
                "choices",
                Arrays.stream(Role.values())
                        .map(role -> new Choice(
                                role, word(role), meaning(role), member.roles().contains(role)))
                        .toList());
        return "console/staff/member";
    }

    private Member known(String username) {
        return roles.member(username).orElseThrow(() -> new NotFoundException("member of staff " + username));
    }

    @PostMapping(MEMBER)
    String propose(
            @PathVariable String username,
            @RequestParam(defaultValue = "") Set<Role> role,
            Actor staff,
            RedirectAttributes flash) {
        known(username);
        try {
            int version = roles.propose(username, role, staff);
            flash.addFlashAttribute(
                    "done",
                    "Roles of " + username + ", version " + version
                            + ", are proposed; another administrator has to check them.");
            return "redirect:" + LIST;
        } catch (RefusedRolesException refused) {
            flash.addFlashAttribute("alert", refused.getMessage() + ". Nothing was proposed.");
            flash.addAttribute("username", username);
            return "redirect:" + MEMBER;
        }
    }

    @GetMapping(PROPOSAL)
    String proposal(@PathVariable String username, @PathVariable int version, Actor staff, Model model) {
        Proposal proposal = roles.inCheck().stream()
                .filter(each -> each.username().equals(username) && each.version() == version)
                .findFirst()
                .orElseThrow(() -> new NotFoundException("proposed version " + version + " of " + username));
        model.addAttribute(
                "proposal",
                new ProposedVersion(
                        UP,
                        username,
                        version,
                        proposal.by(),
                        proposal.at(),
                        "Member of staff",
                        List.of(new Change("roles", words(known(username).roles()), words(proposal.roles()))),
                        ProposedVersion.isOf(proposal.by(), staff)));
        return ProposedVersion.VIEW;
    }

    @PostMapping(PROPOSAL)
    String check(
            @PathVariable String username,
            @PathVariable int version,
            @RequestParam boolean approve,
            Actor staff,
            RedirectAttributes flash) {
        try {
            ProposedVersion.tell(
                    roles.check(username, version, approve, staff),
                    username,
                    version,
                    approve,
                    "says what the member may do",
                    flash);
        } catch (RefusedRolesException refused) {
            flash.addFlashAttribute("alert", refused.getMessage() + ". Nothing was changed.");
        }
        return "redirect:" + LIST;
    }

    private static String words(Set<Role> held) {
        return held.isEmpty()
                ? NONE
                : new TreeSet<>(held).stream().map(StaffPages::word).collect(Collectors.joining(", "));
    }

    private static String word(Role role) {
        return role == Role.ADMIN ? "administrator" : role.name().toLowerCase(Locale.ROOT);
    }

    private static String meaning(Role role) {
        return switch (role) {
            case OPERATOR -> "runs the night: jobs, exceptions, dead letters, mail";
            case ANALYST -> "decides on payments under review";
            case UNDERWRITER -> "decides on applications for loans";
            case ADMIN -> "may do all that the others may, and decides on roles";
        };
    }
}
