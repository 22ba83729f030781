using UglyToad.PdfPig.Tokens;

namespace ArchiveIndexer.Extracting;

/// <summary>What the file says of itself as a whole: title, language, bookmarks.</summary>
internal static class DocumentChecks
{
    /// <summary>A file with more pages than these needs bookmarks.</summary>
    internal const int LongFile = 20;

    internal static void Look(Findings findings, PdfFile document, DocumentFacts facts)
    {
        var catalog = document.Catalog;
        if (facts.DeclaredTitle.Length == 0) findings.Problem(Check.Title, "The file has no title in its metadata.");
        else
        {
            findings.Pass(Check.Title, "The file has a title in its metadata.");
            var said = facts.DeclaredTitle.Length > 80 ? facts.DeclaredTitle[..80] + "…" : facts.DeclaredTitle;
            if (DocumentFacts.IsWritten(facts.DeclaredTitle)) findings.Pass(Check.TitleWording, $"The title is “{said}”.");
            else if (document.IsEncrypted) findings.Unknown(Check.TitleWording, "The file is encrypted, so its title may have been read wrongly.");
            else findings.Problem(Check.TitleWording, $"The title is “{said}”: no title but a file’s name, a program’s or a placeholder.");
        }
        var shown = document.Value(catalog, "ViewerPreferences") is DictionaryToken preferences
            && document.Value(preferences, "DisplayDocTitle") is BooleanToken { Data: true };
        if (shown) findings.Pass(Check.TitleShown, "Viewers are told to show the title.");
        else findings.Problem(Check.TitleShown, "Viewers are not told to show the title, so they show the file’s name.");

        if (facts.Outline.Count > 0) findings.Pass(Check.Bookmarks, $"The file has {Findings.Counted(facts.Outline.Count, "bookmark", "bookmarks")}.");
        else if (document.NumberOfPages > LongFile) findings.Problem(Check.Bookmarks, $"The file has {Findings.Number(document.NumberOfPages)} pages and no bookmarks.");
    }

    internal static void LookAtLanguage(Findings findings, PdfFile document, DocumentFacts facts, StructureSurvey survey)
    {
        if (facts.Language is { } language)
        {
            findings.Pass(Check.Language, $"The language is declared: {language}.");
            return;
        }
        var declared = document.Value(document.Catalog, "Lang") switch
        {
            StringToken text => text.Data,
            HexToken text => text.Data,
            _ => "",
        };
        declared = TextNormaliser.Line(declared);
        if (declared.Length > 0 && document.IsEncrypted) findings.Unknown(Check.Language, "The file is encrypted, and its language could not be read.");
        else if (declared.Length > 0)
            findings.Problem(Check.Language, $"The file declares the language “{(declared.Length > 40 ? declared[..40] + "…" : declared)}”, which is no language’s tag.");
        else LookAtParts(findings, survey);
    }

    private static void LookAtParts(Findings findings, StructureSurvey survey)
    {
        var (parts, silent) = (0, new List<int>());
        foreach (var element in survey.Elements)
        {
            if (!element.HasContent || element.IsArtifact) continue;
            parts++;
            if (!element.HasLanguage) silent.Add(element.Page);
        }
        if (silent.Count == parts) findings.Problem(Check.Language, "The file does not declare its language.");
        else if (silent.Count == 0) findings.Pass(Check.Language, "The language is declared part by part.");
        else findings.Problem(Check.Language, $"The file declares a language for some parts only; {Findings.Counted(silent.Count, "part has", "parts have")} none.", silent);
    }
}
