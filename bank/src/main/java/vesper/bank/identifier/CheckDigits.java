package vesper.bank.identifier;

/** Formulas of check digits. */
final class CheckDigits {
    private CheckDigits() {}

    /** ISO/IEC 7812-1 annex B: every second digit from the right doubled, the digits of it all sum to a multiple of ten. */
    static boolean luhn(String digits) {
        int sum = 0;
        for (int n = 0; n < digits.length(); n++) {
            int digit = digits.charAt(digits.length() - 1 - n) - '0';
            int weighed = n % 2 == 0 ? digit : 2 * digit;
            sum += weighed > 9 ? weighed - 9 : weighed;
        }
        return sum % 10 == 0;
    }

    /**
     * ISO/IEC 7064 MOD 97-10 as IBAN and creditor reference use it: the first four characters moved to the end, letters read as
     * 10 to 35, the remainder by 97 is 1.
     */
    static boolean mod97(String text) {
        String turned = text.substring(4) + text.substring(0, 4);
        int remainder = 0;
        for (int n = 0; n < turned.length(); n++) {
            int value = Character.digit(turned.charAt(n), 36);
            remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
        }
        return remainder == 1;
    }
}
