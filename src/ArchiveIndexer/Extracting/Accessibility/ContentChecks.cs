using System.Text.RegularExpressions;

namespace ArchiveIndexer.Extracting;

/// <summary>Pictures, formulas, tables, lists and notes of a tagged file.</summary>
internal static partial class ContentChecks
{
    // So many paragraphs that begin with a bullet, and so large a share of all that do, are no accident.
    private const int ManyBullets = 3;

    internal static void Look(Findings findings, StructureSurvey survey, IReadOnlyList<PageFacts> pages, bool encrypted)
    {
        var elements = survey.Elements.Where(e => !e.IsArtifact).ToList();
        LookAtPictures(findings, elements, encrypted);
        LookAtTables(findings, elements);
        LookAtLists(findings, elements, pages);
        var notes = elements.Where(e => e.Standard == "Note").ToList();
        var nameless = notes.Where(e => !e.HasId).ToList();
        findings.Judge(Check.Notes, notes.Count, Pages(nameless),
            $"{Findings.Some(nameless.Count, notes.Count, "note", "notes")} {(nameless.Count == 1 ? "has" : "have")} no identifier",
            $"{Findings.All(notes.Count, "note has an identifier", "notes have an identifier")}");
    }

    private static void LookAtPictures(Findings findings, List<Element> elements, bool encrypted)
    {
        var figures = elements.Where(e => e is { Standard: "Figure", IsInDescribed: false }).ToList();
        var silent = figures.Where(e => !e.IsDescribed).ToList();
        findings.Judge(Check.AltText, figures.Count, Pages(silent),
            $"{Findings.Some(silent.Count, figures.Count, "picture", "pictures")} {(silent.Count == 1 ? "has" : "have")} no alternate text",
            $"{Findings.All(figures.Count, "picture has", "pictures have")} alternate text");
        var worded = figures.Where(e => !string.IsNullOrWhiteSpace(e.Alternate)).ToList();
        if (worded.Count > 0 && encrypted) findings.Unknown(Check.AltTextWording, "The file is encrypted, so the wording of its alternate texts could not be read.");
        else
        {
            var empty = worded.Where(e => SaysNothing(e.Alternate!)).ToList();
            findings.Judge(Check.AltTextWording, worded.Count, Pages(empty),
                $"{Findings.Some(empty.Count, worded.Count, "alternate text", "alternate texts")} {(empty.Count == 1 ? "says" : "say")} nothing: a file’s name, ‘image’, or what a program guessed",
                "No alternate text is a file’s name or a placeholder");
        }
        var formulas = elements.Where(e => e is { Standard: "Formula", IsInDescribed: false }).ToList();
        var unsaid = formulas.Where(e => !e.IsDescribed).ToList();
        findings.Judge(Check.Formulas, formulas.Count, Pages(unsaid),
            $"{Findings.Some(unsaid.Count, formulas.Count, "formula", "formulas")} {(unsaid.Count == 1 ? "is" : "are")} not written out in words",
            $"{Findings.All(formulas.Count, "formula is", "formulas are")} written out in words");
    }

    private static void LookAtTables(Findings findings, List<Element> elements)
    {
        var tables = elements.Where(e => e.Standard == "Table").ToList();
        var headed = new HashSet<Element>();
        var naming = new HashSet<Element>();
        foreach (var cell in elements)
        {
            if (cell.Table is null) continue;
            if (cell.Standard == "TH") headed.Add(cell.Table);
            if (cell.NamesHeaders) naming.Add(cell.Table);
        }
        var bare = tables.Where(t => !headed.Contains(t)).ToList();
        findings.Judge(Check.TableHeaders, tables.Count, Pages(bare),
            $"{Findings.Some(bare.Count, tables.Count, "table", "tables")} {(bare.Count == 1 ? "has" : "have")} no header cells",
            $"{Findings.All(tables.Count, "table has", "tables have")} header cells");
        var headers = elements.Where(e => e.Standard == "TH").ToList();
        var vague = headers.Where(e => !e.HasScope && !(e.Table is not null && naming.Contains(e.Table))).ToList();
        findings.Judge(Check.TableHeaderScope, headers.Count, Pages(vague),
            $"{Findings.Some(vague.Count, headers.Count, "header cell", "header cells")} {(vague.Count == 1 ? "does" : "do")} not say whether {(vague.Count == 1 ? "it heads" : "they head")} a column or a row",
            "Every header cell says what it heads");
    }

    private static void LookAtLists(Findings findings, List<Element> elements, IReadOnlyList<PageFacts> pages)
    {
        var lists = elements.Count(e => e.Standard == "L");
        var parts = elements.Where(e => e.Standard is "L" or "LI").ToList();
        var odd = parts.Where(e => e.IsOddInList).ToList();
        findings.Judge(Check.Lists, parts.Count, Pages(odd),
            $"{Findings.Some(odd.Count, parts.Count, "list or list item", "lists and list items")} {(odd.Count == 1 ? "is" : "are")} put together wrongly",
            $"{Findings.Counted(lists, "list is", "lists are")} put together rightly");

        var begins = pages.Where(p => p.Begins.Count > 0).ToDictionary(p => p.Number, p => p.Begins);
        if (begins.Count == 0) return;
        var typed = elements.Where(e => e is { Standard: "P", IsInList: false, Mark: >= 0 } && begins.TryGetValue(e.Page, out var marks)
            && marks.TryGetValue(e.Mark, out var first) && IsBullet(first)).ToList();
        if (typed.Count >= ManyBullets)
            findings.Problem(Check.UntaggedLists, $"{Findings.Number(typed.Count)} paragraphs begin with a bullet but belong to no list.", Pages(typed));
    }

    private static bool IsBullet(char c) => c is '•' or '‣' or '◦' or '▪' or '▫' or '●' or '○' or '■' or '□' or '➢' or '✓' or '\uF0B7' or '\uF0A7' or '·';

    private static List<int> Pages(List<Element> elements) => elements.ConvertAll(e => e.Page);

    private static bool SaysNothing(string alternate) => Placeholder().IsMatch(alternate.Trim());

    [GeneratedRegex(
        @"^[^\s]+\.(?:png|jpe?g|gif|tiff?|bmp|emf|wmf|svg|eps|ai|psd)$|^[\w\s()\-]{1,60}\.(?:png|jpe?g|gif|tiff?|bmp|emf|wmf|svg|eps)$"
            + @"|^(?:an?\s+)?(?:image|picture|photo(?:graph)?|graphic|figure|chart|diagram|logo|icon|shape|placeholder|untitled|alt(?:ernate|ernative)? text)\s*\d*\.?$"
            + @"|description automatically generated|^https?://\S+$|^[A-Za-z]:\\",
        RegexOptions.IgnoreCase)]
    private static partial Regex Placeholder();
}
