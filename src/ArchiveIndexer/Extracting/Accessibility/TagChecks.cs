namespace ArchiveIndexer.Extracting;

/// <summary>Whether there is a structure, whether it is worth the name, and its headings.</summary>
internal static class TagChecks
{
    /// <summary>A file with more pages than these needs headings.</summary>
    internal const int ShortFile = 3;

    /// <returns>Whether the structure is worth looking into.</returns>
    internal static bool Look(Findings findings, StructureSurvey survey, IReadOnlyList<PageFacts> pages, bool marked, bool suspect)
    {
        var written = pages.Where(p => p.Letters > TextChecks.FewLetters).Select(p => p.Number).ToList();
        var elements = survey.Elements.Count(e => e.HasContent);
        var bare = written.Where(page => !survey.Pages.Contains(page)).ToList();
        var fault =
            !marked && !survey.Exists ? "The file is not tagged: it has no structure that a program could follow."
            : !marked ? "The file has tags but is not marked as tagged, so programs pass over them."
            : !survey.Exists ? "The file is marked as tagged but has no tags."
            : elements == 0 ? "The file is marked as tagged, but its tags hold no content."
            : written.Count > 1 && elements < written.Count
                ? $"The file is marked as tagged, but has only {Findings.Counted(elements, "tag", "tags")} for {Findings.Number(written.Count)} pages of text."
            : bare.Count * 2 > written.Count
                ? $"The file is marked as tagged, but {Findings.Some(bare.Count, written.Count, "page", "pages")} of text have no tags."
            : null;
        if (fault is not null)
        {
            findings.Problem(Check.Tags, fault);
            foreach (var (check, what) in Needing) findings.Unknown(check, $"Without tags nobody can tell {what}.");
            return false;
        }
        if (survey.IsCut) findings.Unknown(Check.Tags, $"The structure is larger than any document’s: only its first {Findings.Number(survey.Elements.Count)} tags were looked at.");
        else findings.Pass(Check.Tags, $"The file is tagged: {Findings.Counted(survey.Elements.Count, "tag", "tags")} on {Findings.Counted(pages.Count, "page", "pages")}.");
        findings.Judge(Check.TaggedPages, written.Count, bare,
            $"{Findings.Some(bare.Count, written.Count, "page", "pages")} of text {(bare.Count == 1 ? "has" : "have")} no tags, though the rest is tagged",
            "Every page with text has tags");
        if (suspect) findings.Problem(Check.Suspects, "The file says that its tags are suspect.");
        LookAtNames(findings, survey);
        LookAtHeadings(findings, survey, written.Count);
        return true;
    }

    private static readonly (Check Check, string What)[] Needing =
    [
        (Check.Headings, "which lines are headings"), (Check.AltText, "which pictures matter and whether they are described"),
        (Check.TableHeaders, "which parts are tables"), (Check.Lists, "which parts are lists"),
    ];

    private static void LookAtNames(Findings findings, StructureSurvey survey)
    {
        var strange = survey.Elements.Where(e => !e.IsKnown).ToList();
        if (strange.Count == 0) return;
        var names = strange.Select(e => e.Type).Distinct().Take(4).Select(name => name.Length > 30 ? name[..30] + "…" : name);
        findings.Problem(Check.TagNames,
            $"{Findings.Counted(strange.Count, "tag has a name", "tags have names")} that nothing explains: {string.Join(", ", names)}.", strange.Select(e => e.Page));
    }

    private static void LookAtHeadings(Findings findings, StructureSurvey survey, int pages)
    {
        var headings = survey.Elements.Where(e => e is { HeadingLevel: not null, IsArtifact: false }).ToList();
        if (headings.Count == 0)
        {
            if (pages > ShortFile) findings.Problem(Check.Headings, $"No heading is marked as one on {Findings.Number(pages)} pages of text.");
            return;
        }
        findings.Pass(Check.Headings, $"{Findings.Counted(headings.Count, "heading is", "headings are")} marked as such.");
        var faults = new List<string>();
        var places = new List<int>();
        var plain = headings.Where(h => h.HeadingLevel == 0).ToList();
        if (plain.Count > 0 && plain.Count < headings.Count)
        {
            faults.Add($"{Findings.Counted(plain.Count, "heading without a level (H) stands", "headings without a level (H) stand")} among others with one (H1, H2, …)");
            places.AddRange(plain.Select(h => h.Page));
        }
        var crowded = survey.Elements.Where(e => e.PlainHeadings > 1).ToList();
        if (crowded.Count > 0)
        {
            faults.Add($"{Findings.Counted(crowded.Count, "part has", "parts have")} several headings without a level (H)");
            places.AddRange(crowded.Select(e => e.Page));
        }
        Levels([.. headings.Where(h => h.HeadingLevel > 0)], faults, places);
        if (faults.Count == 0) findings.Pass(Check.HeadingOrder, "The headings begin at level 1 and leave no level out.");
        else findings.Problem(Check.HeadingOrder, Findings.Sentence(string.Join("; ", faults)), places);
    }

    private static void Levels(List<Element> headings, List<string> faults, List<int> places)
    {
        if (headings.Count == 0) return;
        if (headings[0].HeadingLevel > 1)
        {
            faults.Add($"the first heading is an H{headings[0].HeadingLevel}, not an H1");
            places.Add(headings[0].Page);
        }
        var skips = 0;
        string? example = null;
        for (var i = 1; i < headings.Count; i++)
        {
            if (headings[i].HeadingLevel <= headings[i - 1].HeadingLevel + 1) continue;
            skips++;
            example ??= $"H{headings[i - 1].HeadingLevel} to H{headings[i].HeadingLevel}";
            places.Add(headings[i].Page);
        }
        if (skips > 0) faults.Add($"a level is left out {(skips == 1 ? "once" : $"{Findings.Number(skips)} times")} ({(skips == 1 ? "" : "first ")}from {example})");
    }
}
