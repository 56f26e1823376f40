package vesper.bank.message.fin;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import vesper.bank.message.fin.FinMessage.Field;
import vesper.bank.message.fin.FinValue.Amount;

/** MT103, a customer's transfer, as pacs.008. */
final class CustomerTransfer {
    private static final Map<String, String> CHARGES = Map.of("OUR", "DEBT", "SHA", "SHAR", "BEN", "CRED");
    /** Instruction codes for the creditor's bank; the others say what kind of transfer it is. */
    private static final Map<String, String> FOR_CREDITOR_AGENT =
            Map.of("CHQB", "CHQB", "HOLD", "HOLD", "PHOB", "PHOB", "TELB", "TELB");

    private static final Set<String> PURPOSES = Set.of("CORT", "INTC");

    private CustomerTransfer() {}

    static void write(MxElement document, FinMessage message, String createdAt) throws FinException {
        MxElement body = document.add("FIToFICstmrCdtTrf");
        MxElement header = body.add("GrpHdr");
        header.put("MsgId", message.required("20").first());
        header.put("CreDtTm", createdAt);
        header.put("NbOfTxs", "1");
        BankTransfer.settlement(header, message);
        MxElement transfer = body.add("CdtTrfTxInf");
        CodeLines codes = CodeLines.of(message.field("72"));
        identification(transfer, message);
        type(transfer, message, codes);
        amounts(transfer, message);
        BankTransfer.previousAgents(transfer, codes);
        transfer.put("InstgAgt/FinInstnId/BICFI", message.sender());
        transfer.put("InstdAgt/FinInstnId/BICFI", message.receiver());
        message.field("56").ifPresent(field -> FinParties.agent(transfer, "IntrmyAgt1", field));
        parties(transfer, message);
        instructions(transfer, message, codes);
        message.field("70").map(Field::text).ifPresent(text -> transfer.put("RmtInf/Ustrd", text));
    }

    private static void identification(MxElement transfer, FinMessage message) throws FinException {
        transfer.put("PmtId/InstrId", message.required("20").first());
        String reference = message.field("70")
                .map(Field::first)
                .filter(line -> line.startsWith("/ROC/"))
                .map(line -> line.substring("/ROC/".length()))
                .orElse(FinParties.NOT_PROVIDED);
        transfer.put("PmtId/EndToEndId", reference);
        transfer.put("PmtId/UETR", message.uetr());
    }

    private static void type(MxElement transfer, FinMessage message, CodeLines codes) {
        List<String> instructions = message.fields().stream()
                .filter(CustomerTransfer::isInstruction)
                .map(Field::first)
                .toList();
        MxElement type = transfer;
        if (message.service() != null) {
            type.put("PmtTpInf/SvcLvl/Cd", "G" + message.service());
        }
        if (instructions.contains("SDVA")) {
            type.add("PmtTpInf/SvcLvl").put("Cd", "SDVA");
        }
        codes.first("SVCLVL").ifPresent(level -> type.add("PmtTpInf/SvcLvl").put(code(level), level));
        codes.first("LOCINS").ifPresent(local -> type.put("PmtTpInf/LclInstrm/" + code(local), local));
        List<String> purposes = instructions.stream().filter(PURPOSES::contains).toList();
        if (!purposes.isEmpty()) {
            type.put("PmtTpInf/CtgyPurp/Prtry", String.join(" ", purposes));
        }
    }

    private static boolean isInstruction(Field field) {
        return field.number().equals("23") && field.option().equals("E");
    }

    /** Published codes have up to four characters; anything longer is the sender's own. */
    private static String code(String text) {
        return text.length() <= 4 ? "Cd" : "Prtry";
    }

    private static void amounts(MxElement transfer, FinMessage message) throws FinException {
        Field settled = message.required("32");
        Amount amount = BankTransfer.settled(transfer, settled, "IntrBkSttlmAmt", "IntrBkSttlmDt");
        Optional<Field> instructed = message.field("33");
        if (instructed.isPresent()) {
            transfer.putAmount("InstdAmt", Amount.of(instructed.get().first()));
        }
        Optional<Field> rate = message.field("36");
        if (rate.isPresent()) {
            transfer.put("XchgRate", FinValue.decimal(rate.get().first()));
        }
        charges(transfer, message, amount);
    }

    private static void charges(MxElement transfer, FinMessage message, Amount settled) throws FinException {
        String bearer = "SHAR";
        int told = 0;
        for (Field field : message.all("71")) {
            if (field.option().equals("A")) {
                bearer = CHARGES.getOrDefault(field.first(), bearer);
                transfer.put("ChrgBr", bearer);
            }
        }
        for (Field field : message.all("71")) {
            if (field.option().equals("F") || field.option().equals("G")) {
                charge(transfer, Amount.of(field.first()));
                told++;
            }
        }
        if (bearer.equals("CRED") && told == 0) {
            charge(transfer, new Amount(settled.currency(), "0"));
        }
    }

    private static void charge(MxElement transfer, Amount amount) {
        MxElement charge = transfer.add("ChrgsInf");
        charge.putAmount("Amt", amount);
        charge.put("Agt/FinInstnId/Nm", FinParties.NOT_PROVIDED);
        charge.put("Agt/FinInstnId/PstlAdr/AdrLine", FinParties.NOT_PROVIDED);
    }

    private static void parties(MxElement transfer, FinMessage message) throws FinException {
        Field debtor = message.required("50");
        FinParties.customer(transfer, "Dbtr", debtor, true);
        FinParties.account(transfer, "DbtrAcct", debtor);
        Optional<Field> debtorAgent = message.field("52");
        if (debtorAgent.isPresent()) {
            FinParties.agent(transfer, "DbtrAgt", debtorAgent.get());
        } else {
            transfer.put("DbtrAgt/FinInstnId/BICFI", message.sender());
        }
        Optional<Field> creditorAgent = message.field("57");
        if (creditorAgent.isPresent()) {
            FinParties.agent(transfer, "CdtrAgt", creditorAgent.get());
        } else {
            transfer.put("CdtrAgt/FinInstnId/BICFI", message.receiver());
        }
        Field creditor = message.required("59");
        FinParties.customer(transfer, "Cdtr", creditor, false);
        FinParties.account(transfer, "CdtrAcct", creditor);
    }

    private static void instructions(MxElement transfer, FinMessage message, CodeLines codes) {
        for (Field field : message.fields()) {
            String[] parts = field.first().split("/", 2);
            String code = isInstruction(field) ? FOR_CREDITOR_AGENT.get(parts[0]) : null;
            if (code != null) {
                MxElement instruction = transfer.add("InstrForCdtrAgt");
                instruction.put("Cd", code);
                instruction.put("InstrInf", parts.length > 1 ? parts[1] : null);
            }
        }
        for (CodeLines.Line line : codes.lines()) {
            switch (line.code()) {
                case "INS", "SVCLVL", "LOCINS" -> {
                    // Told elsewhere.
                }
                case "ACC" -> transfer.add("InstrForCdtrAgt").put("InstrInf", line.whole());
                default -> transfer.add("InstrForNxtAgt").put("InstrInf", line.whole());
            }
        }
    }
}
