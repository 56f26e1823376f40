/**
 * SWIFT MT messages as ISO 20022: payments (MT103, 202, 205), their returns and rejections, advices (MT900, 910) and statements
 * (MT940, 941, 950), by the translation that the CBPR+ usage guidelines describe. Other types are refused with a reason.
 */
package vesper.bank.message.fin;
