using UglyToad.PdfPig.Tokens;

namespace ArchiveIndexer.Extracting;

/// <summary>What a PDF offers to assistive technology: the checks of PDF/UA-1 (ISO 14289-1) that a machine can make in passing.</summary>
internal static class AccessibilityReader
{
    private static readonly string[] Questions =
    [
        "Is it read aloud in an order that makes sense?",
        "Do the descriptions of pictures say what the pictures show?",
        "Is what is marked as a heading, list or table one, and is everything that looks like one marked so?",
        "Is the contrast of text and background enough, and is nothing said by colour alone?",
        "Is it written in plain words, with links that say where they lead?",
    ];

    /// <summary>The report on one file.</summary>
    /// <param name="document">The opened file.</param>
    /// <param name="facts">What it says of itself.</param>
    /// <param name="pages">The text layer of every page.</param>
    /// <returns>Never throws for anything that a file can hold: what stumbles is listed as not checked.</returns>
    internal static AccessibilityReport Of(PdfFile document, DocumentFacts facts, IReadOnlyList<PageFacts> pages)
    {
        var findings = new Findings();
        var information = new List<AccessibilityNote>();
        var tagged = false;
        StructureCounts? counts = null;
        Part(findings, [Check.TextLayer, Check.Unicode], () => TextChecks.Look(findings, pages, null));
        Part(findings, [Check.Permission], () => TextChecks.LookAtPermission(findings, document));
        Part(findings, [Check.Title, Check.TitleShown, Check.Bookmarks], () => DocumentChecks.Look(findings, document, facts));
        FilePages? files = null;
        Part(findings, [Check.FontsEmbedded, Check.CharacterMaps], () =>
        {
            files = FilePages.Read(document);
            TextChecks.LookAtFonts(findings, FontFacts.Of(document, files));
        });
        Part(findings, [Check.Tags, Check.Language], () =>
        {
            tagged = Marks(document, "Marked");
            if (facts.StructureIsDamaged) throw new InvalidDataException("The structure tree cannot be read.");
            var survey = StructureSurvey.Of(facts.Structure);
            counts = survey.Counts();
            TextChecks.Look(findings, pages, survey);
            DocumentChecks.LookAtLanguage(findings, document, facts, survey);
            var useful = TagChecks.Look(findings, survey, pages, tagged, Marks(document, "Suspects"));
            if (useful) ContentChecks.Look(findings, survey, pages, document.IsEncrypted);
            Part(findings, [Check.LinkDescriptions], () => LinkChecks.Look(findings, AnnotationFacts.Of(document, files!), useful ? survey : null));
        });
        information.Add(new("pdf-ua", facts.Xmp?.Ua is { } part
            ? $"The file claims to conform to PDF/UA-{part}. That is a claim, not a proof." : "The file makes no claim to conform to PDF/UA."));
        if (facts.Xmp is not null) information.Add(new("xmp", "The file has XMP metadata."));
        return new AccessibilityReport(tagged, facts.Language, facts.DeclaredTitle.Length > 0, findings.Band, findings.Problems)
        {
            Passed = findings.Passed, NotChecked = findings.NotChecked, Information = information, ForPeople = Questions, Structure = counts,
        };
    }

    private static bool Marks(PdfFile document, string what) =>
        document.Value(document.Catalog, "MarkInfo") is DictionaryToken marks
        && document.Value(marks, what) is BooleanToken { Data: true };

    // A report with a gap is better than none.
    private static void Part(Findings findings, Check[] checks, Action look)
    {
        try
        {
            look();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            foreach (var check in checks) findings.Unknown(check, "This part of the file is damaged and could not be read.");
        }
    }
}
