/** The commands that read a bank, and what all commands share: where the bank is, how failures are told. */
package vesper.cli;
