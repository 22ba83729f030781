using System.Globalization;
using System.Security.Cryptography;

namespace ArchiveIndexer.Tests.Support;

/// <summary>
/// A small PDF, written byte by byte, that has everything that assistive technology asks for: a heading on each page; on the first
/// also a paragraph, picture, formula, table, list, note, link and form field. A test makes its one defect by changing its source.
/// </summary>
internal static class AccessiblePdf
{
    internal const string Title = "Child Q: what was learned";

    private sealed record Node(string Type, string Attributes = "", int Page = 0, int Mark = -1, string Annotation = "", params Node[] Kids);

    /// <summary>The file with <paramref name="pages"/> pages and these changes in its source, each of which must have something to change.</summary>
    internal static byte[] Make(int pages = 4, string trailer = "", params (string Old, string New)[] changes)
    {
        var objects = Objects(pages);
        foreach (var (old, changed) in changes)
        {
            Assert.Contains(objects, body => body.Contains(old, StringComparison.Ordinal));
            for (var i = 0; i < objects.Count; i++) objects[i] = objects[i].Replace(old, changed, StringComparison.Ordinal);
        }
        return PdfMaker.Write(objects, "/Info 6 0 R " + trailer);
    }

    /// <summary>What goes into the trailer of a file whose text stands as it is but whose permissions are these (ISO 32000-1, 7.6.3, revision 4).</summary>
    internal static string Permissions(int permissions)
    {
        byte[] owner = [.. Enumerable.Range(0, 32).Select(i => (byte)(i + 65))], id = [1, 2, 3, 4];
        var key = MD5.HashData([.. PdfMaker.Pad(""), .. owner, .. BitConverter.GetBytes(permissions), .. id]);
        for (var i = 0; i < 50; i++) key = MD5.HashData(key);
        var user = PdfMaker.Rc4(key, MD5.HashData([.. PdfMaker.Pad(""), .. id]));
        for (var i = 1; i < 20; i++) user = PdfMaker.Rc4([.. key.Select(b => (byte)(b ^ i))], user);
        return string.Create(CultureInfo.InvariantCulture,
            $"/Encrypt << /Filter /Standard /V 4 /R 4 /Length 128 /P {permissions} /CF << >> /StmF /Identity /StrF /Identity /O <{Convert.ToHexString(owner)}> /U <{Convert.ToHexString([.. user, .. new byte[16]])}> >> /ID [<{Convert.ToHexString(id)}> <{Convert.ToHexString(id)}>]");
    }

    private static List<string> Objects(int pages)
    {
        const int First = 14; // the first page's object; its content follows it
        var elements = First + (2 * pages);
        var objects = new List<string>
        {
            "<< /Type /Catalog /Pages 2 0 R /Lang (en-GB) /MarkInfo << /Marked true >> /StructTreeRoot 10 0 R /ViewerPreferences << /DisplayDocTitle true >> /Metadata 7 0 R /Outlines 8 0 R /AcroForm << /Fields [13 0 R] >> >>",
            $"<< /Type /Pages /Count {pages} /Kids [{string.Join(' ', Enumerable.Range(0, pages).Select(i => $"{First + (2 * i)} 0 R"))}] >>",
            $"<< /Type /Font /Subtype /Type3 /Name /Boxes /FontBBox [0 0 600 700] /FontMatrix [0.001 0 0 0.001 0 0] /FirstChar 32 /LastChar 126 /Widths [{string.Join(' ', Enumerable.Repeat("600", 95))}] /Encoding << /Differences [32 {string.Join(' ', Enumerable.Range(32, 95).Select(i => $"/g{i}"))}] >> /CharProcs << {string.Join(' ', Enumerable.Range(32, 95).Select(i => $"/g{i} 4 0 R"))} >> /Resources << >> /ToUnicode 5 0 R >>",
            PdfMaker.Stream("600 0 50 0 550 700 d1 50 0 500 700 re f"),
            PdfMaker.Stream("/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Boxes def /CMapType 2 def\n1 begincodespacerange <00> <FF> endcodespacerange\n1 beginbfrange <20> <7E> <0020> endbfrange\nendcmap end end"),
            $"<< /Title ({Title}) >>",
            PdfMaker.Stream(Metadata).Replace("<< ", "<< /Type /Metadata /Subtype /XML ", StringComparison.Ordinal),
            "<< /Type /Outlines /First 9 0 R /Last 9 0 R /Count 1 >>",
            $"<< /Title (What was learned) /Parent 8 0 R /Dest [{First} 0 R /Fit] >>",
            $"<< /Type /StructTreeRoot /RoleMap << /Standard /P >> /K {elements} 0 R >>",
            "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>\nstream\nx\nendstream",
            $"<< /Type /Annot /Subtype /Link /Rect [60 580 200 592] /Contents (The board's page of reviews) /StructParent 1 /A << /S /URI /URI (https://board.example/) >> >>",
            $"<< /Type /Annot /Subtype /Widget /FT /Tx /T (name) /TU (Your name) /Rect [60 560 200 572] /StructParent 2 /P {First} 0 R >>",
        };
        for (var i = 0; i < pages; i++)
        {
            objects.Add($"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> /XObject << /Im1 11 0 R >> >> /StructParents 0 /Contents {First + (2 * i) + 1} 0 R {(i == 0 ? "/Annots [12 0 R 13 0 R] /Tabs /S" : "")} >>");
            objects.Add(PdfMaker.Stream(i == 0 ? FirstPage : Lines(("H2", "What each agency knew then"), ("P", "Each agency wrote down what it had known."))));
        }
        Add(objects, Tree(pages), parent: 10, First);
        return objects;
    }

    private const string Metadata = """
        <?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
        <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part>
        <dc:title><rdf:Alt><rdf:li xml:lang="x-default">Child Q: what was learned</rdf:li></rdf:Alt></dc:title></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>
        """;

    private static readonly string FirstPage = Lines(("H1", "What was learned"), ("Standard", "The review looked at four agencies."),
        ("Figure", null), ("Formula", "a+b"), ("TH", "Agency"), ("TH", "Visits"), ("TD", "Police"), ("TD", "4"),
        ("Lbl", "1."), ("LBody", "Read the records."), ("Note", "The year ends in March."), ("Link", "The reviews of the board"), ("P", "A paragraph more than these."));

    private static string Lines(params (string Type, string? Text)[] lines) => string.Concat(lines.Select((line, i) => string.Create(CultureInfo.InvariantCulture,
        $"/{line.Type} << /MCID {i} >> BDC {(line.Text is null ? "q 40 0 0 40 400 700 cm /Im1 Do Q" : $"BT /F1 11 Tf 60 {780 - (20 * i)} Td ({line.Text}) Tj ET")} EMC\n")));

    private static Node Tree(int pages) => new("Document", Kids:
    [
        new("Sect", Kids:
        [
            new("H1", Page: 1, Mark: 0), new("Standard", Page: 1, Mark: 1), new("Figure", "/Alt (Two boats at a quay in the rain)", 1, 2), new("Formula", "/Alt (a plus b)", 1, 3),
            new("Table", Kids:
            [
                new("TR", Kids: [new("TH", "/A << /O /Table /Scope /Column >>", 1, 4), new("TH", "/A [<< /O /Layout >> << /O /Table /Scope /Column >>]", 1, 5)]),
                new("TR", Kids: [new("TD", Page: 1, Mark: 6), new("TD", Page: 1, Mark: 7)]),
            ]),
            new("L", Kids: [new("LI", Kids: [new("Lbl", Page: 1, Mark: 8), new("LBody", Page: 1, Mark: 9)])]),
            new("Note", "/ID (note1)", 1, 10), new("P", Kids: [new("Link", Page: 1, Mark: 11, Annotation: "12 0 R")]), new("Form", Page: 1, Annotation: "13 0 R"), new("P", Page: 1, Mark: 12),
        ]),
        .. Enumerable.Range(2, Math.Max(0, pages - 1)).Select(page => new Node("Sect", Kids: [new("H2", Page: page, Mark: 0), new("P", Page: page, Mark: 1)])),
    ]);

    // Elements are objects, numbered as they come; each is a line of its own in the source, so that one can be changed.
    private static int Add(List<string> objects, Node node, int parent, int firstPage)
    {
        objects.Add("");
        var number = objects.Count;
        var kids = new List<string>();
        if (node.Mark >= 0) kids.Add($"{node.Mark}");
        if (node.Annotation.Length > 0) kids.Add($"<< /Type /OBJR /Obj {node.Annotation} >>");
        foreach (var kid in node.Kids) kids.Add($"{Add(objects, kid, number, firstPage)} 0 R");
        var page = node.Page > 0 ? $"/Pg {firstPage + (2 * (node.Page - 1))} 0 R " : "";
        objects[number - 1] = $"<< /Type /StructElem /S /{node.Type} /P {parent} 0 R {page}{node.Attributes} /K [{string.Join(' ', kids)}] >>";
        return number;
    }
}
