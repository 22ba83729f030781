namespace ArchiveIndexer.BrowserTests;

/// <summary>Every kind of page that a reader can come to.</summary>
public static class Kinds
{
    public static TheoryData<string> All { get; } = [.. Of("", "", "", "").Keys];

    public static IReadOnlyDictionary<string, string> Of(string publication, string review, string rejected, string changed) => new Dictionary<string, string>
    {
        ["front"] = "/",
        ["search, empty"] = "/search",
        ["search with hits"] = "/search?q=methadone+storage&size=2",
        ["search, filtered and expanded"] = "/search?q=CSE+OR+school&kind=overview+report&from=2019&sort=newest",
        ["search, nothing found"] = "/search?q=xyzzyplugh+methadoen",
        ["search, not understood"] = "/search?q=school&from=whenever",
        ["recommendations"] = "/recommendations",
        ["recommendations with hits"] = "/recommendations?q=housing&kind=recommendation",
        ["draft, empty"] = "/recommendations/similar",
        ["draft, compared"] = "/recommendations/similar?text=The+partnership+should+make+sure+that+methadone+is+stored+safely+in+the+home",
        ["review"] = $"/reviews/{review}",
        ["publication"] = $"/publications/{publication}",
        ["publication with words marked"] = $"/publications/{publication}?q=methadone+storage",
        ["rejected publication"] = $"/publications/{rejected}",
        ["changed publication"] = changed,
        ["what changed"] = $"{changed}/changes",
        ["boards"] = "/boards",
        ["a board's PDFs"] = "/boards/thornshire/accessibility",
        ["suggestions"] = "/suggestions?q=safe",
        ["themes"] = "/themes",
        ["help"] = "/help",
        ["about"] = "/about",
        ["accessibility"] = "/accessibility",
        ["privacy"] = "/privacy",
        ["no such page"] = "/nowhere",
    };
}
