namespace ArchiveIndexer.Extracting;

/// <summary>Links, form fields, and the order in which the Tab key goes through them.</summary>
internal static class LinkChecks
{
    /// <param name="findings">What is found goes here.</param>
    /// <param name="annotations">The links and fields.</param>
    /// <param name="survey">The structure that they should be part of; null for a file without any.</param>
    internal static void Look(Findings findings, AnnotationFacts annotations, StructureSurvey? survey)
    {
        var (links, fields) = (annotations.Links, annotations.Fields);
        var unsaid = links.Where(l => !l.IsDescribed && !(survey is not null && l.Object is { } o && survey.Annotations.TryGetValue(o, out var e) && e.IsDescribed)).ToList();
        findings.Judge(Check.LinkDescriptions, links.Count, Pages(unsaid),
            $"{Findings.Some(unsaid.Count, links.Count, "link", "links")} {(unsaid.Count == 1 ? "does" : "do")} not say in words where {(unsaid.Count == 1 ? "it leads" : "they lead")}",
            $"{Findings.All(links.Count, "link says", "links say")} in words where {(links.Count == 1 ? "it leads" : "they lead")}");
        var blank = fields.Where(f => !f.IsDescribed && !(survey is not null && f.Object is { } o && survey.Annotations.TryGetValue(o, out var e) && e.IsDescribed)).ToList();
        findings.Judge(Check.FormFields, fields.Count, Pages(blank),
            $"{Findings.Some(blank.Count, fields.Count, "form field", "form fields")} {(blank.Count == 1 ? "does" : "do")} not say what {(blank.Count == 1 ? "it is" : "they are")} for",
            $"{Findings.All(fields.Count, "form field says", "form fields say")} what {(fields.Count == 1 ? "it is" : "they are")} for");
        // Without tags there is no structure to be part of or to follow: that is said once.
        if (survey is null) return;
        var loose = links.Where(l => l.Object is not { } o || !survey.Annotations.TryGetValue(o, out var e) || !IsLink(e)).ToList();
        findings.Judge(Check.LinkTags, links.Count, Pages(loose),
            $"{Findings.Some(loose.Count, links.Count, "link", "links")} {(loose.Count == 1 ? "is" : "are")} not tagged as {(loose.Count == 1 ? "a link" : "links")}",
            $"{Findings.All(links.Count, "link is tagged as a link", "links are tagged as links")}");
        var astray = annotations.Pages.Where(p => !p.ByStructure).Select(p => p.Page).ToList();
        findings.Judge(Check.TabOrder, annotations.Pages.Count, astray,
            $"On {Findings.Some(astray.Count, annotations.Pages.Count, "page", "pages")} with links or fields the Tab key does not follow the structure",
            "The Tab key follows the structure on every page with links or fields");
    }

    private static bool IsLink(Element element) => element.Standard is "Link" or "Reference" or "BibEntry" || element.Parent is { Standard: "Link" };

    private static List<int> Pages(List<AnnotationFacts.Annotation> annotations) => annotations.ConvertAll(a => a.Page);
}
