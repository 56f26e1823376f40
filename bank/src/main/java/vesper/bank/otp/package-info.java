/** One-time passwords, the second factor that people type from their phones. */
package vesper.bank.otp;
