package vesper.bank.message.fin;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vesper.bank.identifier.IdentifierKind;
import vesper.bank.message.fin.FinMessage.Field;

/** Customers (fields 50 and 59) and banks (52 to 58) as parties, agents and their accounts. */
final class FinParties {
    static final String NOT_PROVIDED = "NOTPROVIDED";

    /** National clearing systems by the code that stands before their members' numbers. */
    private static final Map<String, String> CLEARING = Map.ofEntries(
            Map.entry("AT", "ATBLZ"),
            Map.entry("AU", "AUBSB"),
            Map.entry("BL", "DEBLZ"),
            Map.entry("CC", "CACPA"),
            Map.entry("CN", "CNAPS"),
            Map.entry("CP", "USPID"),
            Map.entry("ES", "ESNCC"),
            Map.entry("FW", "USABA"),
            Map.entry("GR", "GRBIC"),
            Map.entry("HK", "HKNCC"),
            Map.entry("IE", "IENCC"),
            Map.entry("IN", "INFSC"),
            Map.entry("IT", "ITNCC"),
            Map.entry("NZ", "NZNCC"),
            Map.entry("PL", "PLKNR"),
            Map.entry("PT", "PTNCC"),
            Map.entry("RU", "RUCBC"),
            Map.entry("SC", "GBDSC"),
            Map.entry("SW", "CHBCC"),
            Map.entry("ZA", "ZANCC"));

    private FinParties() {}

    /** A customer: the element {@code name}, to which the account is added by {@link #account}. */
    static void customer(MxElement parent, String name, Field field, boolean ordering) {
        List<String> lines = withoutAccount(field);
        MxElement party = parent.add(name);
        switch (field.option()) {
            case "A", "G" -> {
                party.put("Id/OrgId/AnyBIC", lines.isEmpty() ? null : lines.get(0));
                return;
            }
            case "F" -> numbered(party, lines);
            default -> plain(party, lines);
        }
        if (!ordering && accountOf(field).isEmpty()) {
            party.put("Id/OrgId/Othr/Id", NOT_PROVIDED);
        }
    }

    private static void numbered(MxElement party, List<String> lines) {
        List<String> names = new ArrayList<>();
        List<String> address = new ArrayList<>();
        String country = "";
        String town = "";
        for (String line : lines) {
            String value = line.length() > 2 ? line.substring(2) : "";
            if (line.startsWith("1/")) {
                names.add(value.strip());
            } else if (line.startsWith("2/")) {
                address.add(value);
            } else if (line.startsWith("3/") && country.isEmpty()) {
                String[] parts = value.split("/", 2);
                country = parts[0];
                town = parts.length > 1 ? parts[1] : "";
            } else if (line.startsWith("3/")) {
                address.add(value);
            }
        }
        party.put("Nm", String.join(" ", names));
        party.put("PstlAdr/TwnNm", town);
        party.put("PstlAdr/Ctry", country);
        address.forEach(each -> party.put("PstlAdr/AdrLine", each));
    }

    private static void plain(MxElement party, List<String> lines) {
        party.put("Nm", lines.isEmpty() ? null : lines.get(0));
        for (int i = 1; i < lines.size(); i++) {
            party.put("PstlAdr/AdrLine", lines.get(i));
        }
    }

    /** A bank, and its account if the field has one. */
    static void agent(MxElement parent, String name, Field field) {
        bank(parent.add(name), field);
        account(parent, name + "Acct", field);
    }

    /** A bank: the identification in an element that is there. */
    static void bank(MxElement agent, Field field) {
        List<String> lines = withoutAccount(field);
        String first = field.first();
        if (field.option().equals("A")) {
            agent.put("FinInstnId/BICFI", lines.isEmpty() ? null : lines.get(0));
        }
        if (first.startsWith("//") && first.length() > 4) {
            String system = CLEARING.get(first.substring(2, 4));
            if (system != null) {
                agent.put("FinInstnId/ClrSysMmbId/ClrSysId/Cd", system);
                agent.put("FinInstnId/ClrSysMmbId/MmbId", first.substring(4));
            }
        }
        if (!field.option().equals("A")) {
            agent.put("FinInstnId/Nm", lines.isEmpty() ? null : lines.get(0));
            for (int i = 1; i < lines.size(); i++) {
                agent.put("FinInstnId/PstlAdr/AdrLine", lines.get(i));
            }
        }
    }

    /** A bank that a code line of field 72 names: by its BIC, else by its name. */
    static void named(MxElement agent, String text) {
        if (IdentifierKind.BIC.check(text).valid()) {
            agent.put("FinInstnId/BICFI", text);
        } else {
            agent.put("FinInstnId/Nm", text);
            agent.put("FinInstnId/PstlAdr/AdrLine", NOT_PROVIDED);
        }
    }

    static void account(MxElement parent, String name, Field field) {
        accountOf(field).ifPresent(account -> putAccount(parent.add(name), account));
    }

    static void putAccount(MxElement account, String number) {
        boolean iban = IdentifierKind.IBAN.check(number).valid();
        account.put(iban ? "Id/IBAN" : "Id/Othr/Id", number);
    }

    private static Optional<String> accountOf(Field field) {
        String first = field.first();
        if (!first.startsWith("/") || first.startsWith("//") || first.length() < 2) {
            return Optional.empty();
        }
        // "/C/" and "/D/" say on which side the account is used.
        return Optional.of(first.matches("/[CD]/.+") ? first.substring(3) : first.substring(1));
    }

    private static List<String> withoutAccount(Field field) {
        List<String> lines = field.lines();
        return lines.get(0).startsWith("/") ? lines.subList(1, lines.size()) : lines;
    }
}
