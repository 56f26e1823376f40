package vesper.reporting.pdf;

import java.time.LocalDate;

/** The metadata packet that makes a file say it is PDF/A-2b (ISO 19005-2, 6.6). */
final class Xmp {

    private Xmp() {}

    static String packet(String title, String language, LocalDate created) {
        return """
                <?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
                <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
                <rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" \
                xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
                <pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>
                <xmp:CreateDate>%sT00:00:00Z</xmp:CreateDate><xmp:CreatorTool>Vesper</xmp:CreatorTool>
                <dc:language><rdf:Bag><rdf:li>%s</rdf:li></rdf:Bag></dc:language>
                <dc:title><rdf:Alt><rdf:li xml:lang="x-default">%s</rdf:li></rdf:Alt></dc:title>
                </rdf:Description></rdf:RDF></x:xmpmeta>
                <?xpacket end="r"?>""".formatted(created, language, escaped(title));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
