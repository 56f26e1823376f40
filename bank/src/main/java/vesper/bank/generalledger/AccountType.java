package vesper.bank.generalledger;

/** What an account of the chart stands for; the first digit of its code says it. */
public enum AccountType {
    ASSET,
    LIABILITY,
    EQUITY,
    INCOME,
    EXPENSE;

    /** Whether its balance is expected on the debit side. */
    public boolean debitNormal() {
        return this == ASSET || this == EXPENSE;
    }

    /** A balance in minor units, positive: credit, as an amount that is positive on the type's normal side. */
    public long onNormalSide(long balanceMinor) {
        return debitNormal() ? Math.negateExact(balanceMinor) : balanceMinor;
    }
}
