using ArchiveIndexer.Extracting;
using ArchiveIndexer.Tests.Support;
using UglyToad.PdfPig;

namespace ArchiveIndexer.Tests.Extracting.Accessibility;

public sealed class AccessibilityReaderTests
{
    /// <summary>One defect, and what must be found of it and nothing else.</summary>
    public sealed record Defect(string Check, string Band, int[] Pages, string Found, int PageCount, string Trailer, params (string Old, string New)[] Changes)
    {
        public override string ToString() => Check;
    }

    private static Defect Of(string check, int[] pages, string found, params (string, string)[] changes) => new(check, "B", pages, found, 4, "", changes);

    public static TheoryData<Defect> Defects => [.. All];

    private static readonly Defect[] All =
    [
        Of("tags", [], "The file is not tagged: it has no structure that a program could follow.", ("/MarkInfo << /Marked true >> /StructTreeRoot 10 0 R", "")) with { Band = "C" },
        Of("tags", [], "The file is marked as tagged but has no tags.", ("/StructTreeRoot 10 0 R", "")) with { Band = "C" },
        Of("tags", [], "The file has tags but is not marked as tagged, so programs pass over them.", ("/Marked true", "/Marked false")) with { Band = "C" },
        Of("tags", [], "The file is marked as tagged, but its tags hold no content.", ("/RoleMap << /Standard /P >> /K", "/RoleMap << /Standard /P >> /Kids")) with { Band = "C" },
        Of("tags", [], "The file is marked as tagged, but 3 of 4 pages of text have no tags.", ("/Pg 16 0 R", ""), ("/Pg 18 0 R", ""), ("/Pg 20 0 R", "")) with { Band = "C" },
        Of("tagged-pages", [4], "1 of 4 pages of text has no tags, though the rest is tagged.", ("/Pg 20 0 R", "")),
        Of("suspects", [], "The file says that its tags are suspect.", ("/Marked true", "/Marked true /Suspects true")),
        Of("tag-names", [1], "1 tag has a name that nothing explains: Standard.", ("/RoleMap << /Standard /P >>", "")),
        Of("tag-names", [1], "1 tag has a name that nothing explains: Standard.", ("<< /Standard /P >>", "<< /Standard /Usual /Usual /Standard >>")),
        Of("language", [], "The file does not declare its language.", ("/Lang (en-GB)", "")),
        Of("language", [], "The file declares the language “English, mostly”, which is no language’s tag.", ("(en-GB)", "(English, mostly)")),
        Of("headings", [], "No heading is marked as one on 4 pages of text.", ("/S /H1", "/S /P"), ("/S /H2", "/S /P")),
        Of("heading-order", [1], "The first heading is an H2, not an H1.", ("/S /H1", "/S /H2")),
        Of("heading-order", [2], "A level is left out once (from H1 to H3).", ("/S /H2", "/S /H3")),
        Of("heading-order", [1], "1 heading without a level (H) stands among others with one (H1, H2, …).", ("/S /H1", "/S /H"), ("/S /H2", "/S /H1")),
        new("bookmarks", "B", [], "The file has 22 pages and no bookmarks.", 22, "", ("/Outlines 8 0 R", "")),
        Of("alt-text", [1], "The only picture has no alternate text.", ("/Alt (Two boats at a quay in the rain)", "")),
        Of("alt-text", [1], "The only picture has no alternate text.", ("(Two boats at a quay in the rain)", "( )")),
        Of("alt-text-wording", [1], "The only alternate text says nothing: a file’s name, ‘image’, or what a program guessed.", ("(Two boats at a quay in the rain)", "(IMG_0042.jpg)")),
        Of("alt-text-wording", [1], "The only alternate text says nothing: a file’s name, ‘image’, or what a program guessed.", ("(Two boats at a quay in the rain)", "(Picture 3)")),
        Of("formulas", [1], "The only formula is not written out in words.", ("/Alt (a plus b)", "")),
        Of("table-headers", [1], "The only table has no header cells.", ("/S /TH", "/S /TD")),
        Of("table-header-scope", [1], "1 of 2 header cells does not say whether it heads a column or a row.", ("/A << /O /Table /Scope /Column >>", "")),
        Of("lists", [1], "1 of 2 lists and list items is put together wrongly.", ("/S /LBody", "/S /P")),
        Of("notes", [1], "The only note has no identifier.", ("/ID (note1)", "")),
        Of("title", [], "The file has no title in its metadata.", ($"/Title ({AccessiblePdf.Title})", ""), ("dc:title", "dc:other")),
        Of("title-wording", [], "The title is “Microsoft Word - final 3.docx”: no title but a file’s name, a program’s or a placeholder.", (AccessiblePdf.Title, "Microsoft Word - final 3.docx")),
        Of("title-shown", [], "Viewers are not told to show the title, so they show the file’s name.", ("/DisplayDocTitle true", "/DisplayDocTitle false")),
        Of("link-tags", [1], "The only link is not tagged as a link.", ("/S /Link", "/S /Span")),
        Of("link-descriptions", [1], "The only link does not say in words where it leads.", ("/Contents (The board's page of reviews)", "")),
        Of("form-fields", [1], "The only form field does not say what it is for.", ("/TU (Your name)", "")),
        Of("tab-order", [1], "On the only page with links or fields the Tab key does not follow the structure.", ("/Tabs /S", "/Tabs /R")),
        Of("fonts-embedded", [1, 2, 3, 4], "1 of 2 fonts is not in the file: Helvetica.", ("/F1 3 0 R", "/F1 3 0 R /F2 << /Type /Font /Subtype /Type1 /BaseFont /ABCDEF+Helvetica /Encoding /WinAnsiEncoding >>")),
        Of("character-maps", [1, 2, 3, 4], "1 of 2 fonts does not say which letters it draws: Signs.", ("/F1 3 0 R", "/F1 3 0 R /F2 << /Type /Font /Subtype /Type3 /Name /Signs /FontBBox [0 0 9 9] /FontMatrix [0.1 0 0 0.1 0 0] /FirstChar 1 /LastChar 1 /Widths [9] /CharProcs << >> /Encoding << /Differences [1 /g7] >> >>")),
        new("permission", "E", [], "The file is encrypted, and forbids programs to take its text out for assistive technology.", 4, AccessiblePdf.Permissions(-1 & ~512)),
    ];

    private static AccessibilityReport Report(byte[] pdf) => PdfTextExtractor.Extract(pdf).Accessibility!;

    [Fact]
    public void A_file_with_everything_right_gives_no_finding()
    {
        var report = Report(AccessiblePdf.Make());
        Assert.Empty(report.Problems);
        Assert.Equal(("A", true, "en-GB", true), (report.Band, report.Tagged, report.Language, report.Title));
        Assert.Empty(report.NotChecked);
        Assert.Equal(
            ["text-layer", "unicode", "tags", "tagged-pages", "language", "headings", "heading-order", "bookmarks", "alt-text", "character-maps", "alt-text-wording",
                "formulas", "table-headers", "table-header-scope", "lists", "notes", "title", "title-wording", "link-tags", "link-descriptions", "form-fields",
                "tab-order", "fonts-embedded", "title-shown"],
            report.Passed.Select(note => note.Check).OrderBy(check => check == "title-shown"));
        Assert.Equal(5, report.ForPeople.Count);
        Assert.Contains(report.Information, note => note.Found == "The file claims to conform to PDF/UA-1. That is a claim, not a proof.");
        Assert.Equal((1, 1, 1, 2, 1, 1), (report.Structure!.Pictures, report.Structure.DescribedPictures, report.Structure.Tables, report.Structure.HeaderCells, report.Structure.ListItems, report.Structure.Links));
        Assert.Equal(new Dictionary<string, int> { ["H1"] = 1, ["H2"] = 3 }, report.Structure.Headings);
    }

    [Theory, MemberData(nameof(Defects))]
    public void Each_defect_gives_exactly_its_finding(Defect defect)
    {
        var report = Report(AccessiblePdf.Make(defect.PageCount, defect.Trailer, defect.Changes));
        var problem = Assert.Single(report.Problems);
        Assert.Equal((defect.Check, defect.Found), (problem.Check, problem.Found));
        Assert.Equal(defect.Pages, problem.Pages);
        Assert.Equal(defect.Band, report.Band);
        Assert.DoesNotContain(report.Passed, note => note.Check == defect.Check);
    }

    [Fact]
    public void Every_check_that_can_fail_has_a_file_that_fails_it()
    {
        var shown = All.Select(defect => defect.Check).Concat(["text-layer", "unicode", "untagged-lists"]).ToHashSet();
        Assert.Equal(Check.All.Select(check => check.Id).Order(), shown.Order());
    }

    [Fact]
    public void A_file_that_permits_reading_aloud_has_no_problem_with_its_encryption() =>
        Assert.Contains(Report(AccessiblePdf.Make(4, AccessiblePdf.Permissions(-4 & ~16))).Passed, note => note.Check == "permission");

    [Fact]
    public void The_title_may_stand_in_the_newer_metadata_alone()
    {
        var text = PdfTextExtractor.Extract(AccessiblePdf.Make(changes: ($"/Title ({AccessiblePdf.Title})", "")));
        Assert.Equal((AccessiblePdf.Title, true), (text.Title, text.Accessibility!.Title));
        Assert.Empty(text.Accessibility.Problems);
    }

    [Fact]
    public void Without_tags_what_needs_them_is_listed_as_not_checked()
    {
        var report = Report(AccessiblePdf.Make(changes: ("/MarkInfo << /Marked true >> /StructTreeRoot 10 0 R", "")));
        Assert.Equal(["headings", "alt-text", "table-headers", "lists"], report.NotChecked.Select(note => note.Check));
    }

    // Below, the text layer is given: what a reader makes of scans and of fonts without maps is tested with the reader.
    private static AccessibilityReport Report(params PageFacts[] pages)
    {
        var pdf = AccessiblePdf.Make(pages.Length);
        using var document = PdfDocument.Open(pdf);
        var file = new PdfFile(document, pdf);
        return AccessibilityReader.Of(file, DocumentFacts.Of(file), pages);
    }

    [Fact]
    public void Pages_that_are_pictures_block_some_readers()
    {
        var report = Report(new(1, 300, 0, 0.1), new(2, 4, 0, 0.98), new(3, 0, 0, 0), new(4, 0, 0, 0.7));
        var problem = Assert.Single(report.Problems);
        Assert.Equal(("text-layer", "2 of 4 pages are pictures with no text behind them.", "D"), (problem.Check, problem.Found, report.Band));
        Assert.Equal([2, 4], problem.Pages);
    }

    [Fact]
    public void A_page_that_is_one_described_picture_is_no_silent_page() =>
        Assert.Empty(Report(new(1, 4, 0, 0.9), new(2, 300, 0, 0), new(3, 300, 0, 0), new(4, 300, 0, 0)).Problems);

    [Fact]
    public void A_scan_cannot_be_read_at_all()
    {
        var pdf = new PdfMaker().Page("").Page("").Make();
        using var document = PdfDocument.Open(pdf);
        var file = new PdfFile(document, pdf);
        var report = AccessibilityReader.Of(file, DocumentFacts.Of(file), [new(1, 0, 0, 1), new(2, 2, 0, 1)]);
        Assert.Equal("E", report.Band);
        Assert.Equal(("text-layer", "2 of 2 pages are pictures with no text behind them."), (report.Problems[0].Check, report.Problems[0].Found));
    }

    [Fact]
    public void A_file_that_is_rejected_for_want_of_text_has_a_report_all_the_same()
    {
        var rejected = Assert.Throws<RejectedException>(() => PdfTextExtractor.Extract(new PdfMaker().Page("").Page("").Make()));
        Assert.Equal((RejectionReason.NoText, "E"), (rejected.Reason, rejected.Accessibility!.Band));
        Assert.Equal("No page has text: 2 pages are pictures, drawings or blank.", rejected.Accessibility.Problems[0].Found);
    }

    [Fact]
    public void Letters_that_nobody_can_tell_block_some_readers()
    {
        var report = Report(new(1, 900, 100, 0), new(2, 900, 0, 0), new(3, 900, 101, 0), new(4, 900, 2, 0));
        var problem = Assert.Single(report.Problems);
        Assert.Equal(("unicode", "Of 3,803 letters, 203 cannot be told: the file does not say which they are.", "D"), (problem.Check, problem.Found, report.Band));
        Assert.Equal([3], problem.Pages);
    }

    [Fact]
    public void A_few_bullets_of_a_font_of_signs_are_no_problem() =>
        Assert.Empty(Report(new(1, 900, 12, 0), new(2, 900, 12, 0), new(3, 900, 3, 0), new(4, 900, 0, 0)).Problems);

    [Fact]
    public void Paragraphs_that_begin_with_a_bullet_should_be_a_list()
    {
        var begins = new Dictionary<int, char> { [1] = '•' };
        var report = Report(new(1, 300, 0, 0), new(2, 300, 0, 0) { Begins = begins }, new(3, 300, 0, 0) { Begins = begins }, new(4, 300, 0, 0) { Begins = begins });
        var problem = Assert.Single(report.Problems);
        Assert.Equal(("untagged-lists", "3 paragraphs begin with a bullet but belong to no list."), (problem.Check, problem.Found));
        Assert.Equal([2, 3, 4], problem.Pages);
    }

    [Fact]
    public void The_report_never_says_that_a_file_is_accessible()
    {
        var said = Check.All.SelectMany(check => new[] { check.Affects, check.Fix })
            .Concat(All.Select(defect => defect.Found)).Concat("ABCDE?".Select(band => AccessibilityBand.Sentence($"{band}")))
            .Concat(Report(AccessiblePdf.Make()).Passed.Select(note => note.Found));
        Assert.All(said, sentence =>
        {
            Assert.DoesNotMatch(@"(?i)\b(?:in)?accessible\b|\bcompliant\b|%", sentence);
            Assert.EndsWith(".", sentence, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Every_check_is_explained_in_the_documentation()
    {
        var document = Repository.Read("docs/accessibility-report.md");
        Assert.All(Check.All, check =>
        {
            Assert.Contains($"| `{check.Id}` | {check.Severity} |", document, StringComparison.Ordinal);
            Assert.Contains($"| {check.Clause} |", document, StringComparison.Ordinal);
        });
    }
}
