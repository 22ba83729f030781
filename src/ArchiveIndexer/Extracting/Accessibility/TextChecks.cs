using UglyToad.PdfPig.Tokens;

namespace ArchiveIndexer.Extracting;

/// <summary>Whether there is text at all, and whether it may and can be read.</summary>
internal static class TextChecks
{
    /// <summary>A page with no more letters than these, and a picture, has no text worth the name: a stamp, a page number.</summary>
    internal const int FewLetters = 20;
    private const double MuchPicture = 0.3;

    // Bullets and the like are often signs of a font's own: so many of a file's letters, or of a page's, and it is the text.
    private const double ManyInFile = 0.02;
    private const double ManyOnPage = 0.1;

    private const int TextAccess = 512; // bit 10 of /P

    /// <param name="findings">What is found goes here.</param>
    /// <param name="pages">Every page.</param>
    /// <param name="survey">The structure tree, where it could be read: a picture that is described is no silent page.</param>
    internal static void Look(Findings findings, IReadOnlyList<PageFacts> pages, StructureSurvey? survey)
    {
        var described = survey is null ? [] : survey.Elements.Where(e => e is { Standard: "Figure", IsDescribed: true }).Select(e => e.Page).ToHashSet();
        var pictures = pages.Where(p => p.Letters + p.Unmapped <= FewLetters && p.Pictures > MuchPicture && !described.Contains(p.Number))
            .Select(p => p.Number).ToList();
        var silent = pages.Where(p => !described.Contains(p.Number)).Select(p => p.Number).ToList();
        if (silent.Count > 0 && pages.All(p => p.Letters + p.Unmapped == 0))
        {
            findings.Problem(Check.TextLayer, $"No page has text: {Findings.Counted(silent.Count, "page is a picture, a drawing", "pages are pictures, drawings")} or blank.", silent);
            findings.Unreadable = true;
            return;
        }
        var written = pages.Count(p => p.Letters + p.Unmapped > FewLetters);
        findings.Judge(Check.TextLayer, pages.Count, pictures,
            $"{Findings.Some(pictures.Count, pages.Count, "page", "pages")} {(pictures.Count == 1 ? "is a picture" : "are pictures")} with no text behind {(pictures.Count == 1 ? "it" : "them")}",
            $"{Findings.Counted(written, "page has", "pages have")} text, and no page is only a picture");

        long letters = 0, unmapped = 0;
        foreach (var page in pages) (letters, unmapped) = (letters + page.Letters, unmapped + page.Unmapped);
        var garbled = pages.Where(p => p.Unmapped > FewLetters && p.Unmapped > ManyOnPage * (p.Letters + p.Unmapped)).Select(p => p.Number).ToList();
        if (garbled.Count == 0 && unmapped > ManyInFile * (letters + unmapped)) garbled = [.. pages.Where(p => p.Unmapped > 0).Select(p => p.Number)];
        findings.Judge(Check.Unicode, (int)Math.Min(letters + unmapped, int.MaxValue), garbled,
            $"Of {Counted(letters + unmapped)}, {Findings.Number(unmapped)} cannot be told: the file does not say which they are",
            unmapped == 0 ? $"all {Counted(letters)} say which they are" : $"all but {Findings.Number(unmapped)} of {Counted(letters + unmapped)} say which they are");
        findings.Unreadable = (written == 0 && pictures.Count > 0) || unmapped > letters;
    }

    internal static void LookAtPermission(Findings findings, PdfFile document)
    {
        if (!document.IsEncrypted) return;
        var token = document.Resolve(document.Document.Structure.Trailer?.EncryptionToken);
        if (token is not DictionaryToken encryption || document.Value(encryption, "P") is not NumericToken permissions
            || document.Value(encryption, "R") is not NumericToken revision)
        {
            findings.Unknown(Check.Permission, "The file is encrypted, and what it permits could not be read.");
            return;
        }
        // The oldest kind of encryption has one bit for copying and reading aloud.
        var may = ((long)permissions.Double & (revision.Int < 3 ? 16 : TextAccess)) != 0;
        if (may) findings.Pass(Check.Permission, "The file is encrypted, and lets assistive technology read its text.");
        else
        {
            findings.Problem(Check.Permission, "The file is encrypted, and forbids programs to take its text out for assistive technology.");
            findings.Forbidden = true;
        }
    }

    internal static void LookAtFonts(Findings findings, IReadOnlyList<FontFacts> fonts)
    {
        var absent = fonts.Where(f => !f.IsEmbedded).ToList();
        findings.Judge(Check.FontsEmbedded, fonts.Count, [.. absent.SelectMany(f => f.Pages)],
            $"{Findings.Some(absent.Count, fonts.Count, "font", "fonts")} {(absent.Count == 1 ? "is" : "are")} not in the file: {Names(absent)}",
            $"{Findings.All(fonts.Count, "font", "fonts")} {(fonts.Count == 1 ? "is" : "are")} in the file");
        var dumb = fonts.Where(f => !f.IsMapped).ToList();
        findings.Judge(Check.CharacterMaps, fonts.Count, [.. dumb.SelectMany(f => f.Pages)],
            $"{Findings.Some(dumb.Count, fonts.Count, "font", "fonts")} {(dumb.Count == 1 ? "does" : "do")} not say which letters {(dumb.Count == 1 ? "it draws" : "they draw")}: {Names(dumb)}",
            $"{Findings.All(fonts.Count, "font", "fonts")} {(fonts.Count == 1 ? "says" : "say")} which letters {(fonts.Count == 1 ? "it draws" : "they draw")}");
    }

    private static string Counted(long letters) => letters == 1 ? "1 letter" : $"{Findings.Number(letters)} letters";

    private static string Names(List<FontFacts> fonts)
    {
        var names = fonts.Select(f => f.Name).Distinct().ToList();
        return names.Count <= 4 ? string.Join(", ", names) : $"{string.Join(", ", names.Take(4))} and {names.Count - 4} more";
    }
}
