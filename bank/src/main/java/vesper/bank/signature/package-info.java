/**
 * Signatures on what crosses the network: HTTP messages (RFC 9421) and webhooks (Standard Webhooks). Checks are pure: the moment
 * comes in as a parameter, and what is wrong is said in words, for whoever has to mend it.
 */
package vesper.bank.signature;
