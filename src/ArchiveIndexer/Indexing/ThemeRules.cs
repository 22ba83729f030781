using System.Text.Json;

namespace ArchiveIndexer.Indexing;

/// <summary>
/// Gives a publication its themes, by rules that a reader can check. A theme's words are counted on all pages but those that only list
/// words: tables of contents, glossaries, lists of sources. A publication has the theme when its title names it; or when they stand there
/// three times, on two pages or under a heading or in a recommendation; or, where it has at most four pages, twice.
/// </summary>
internal static class ThemeRules
{
    private const int Often = 3;
    private const int ShortPublication = 4;
    private const int OftenInShort = 2;

    private static readonly string[] ListsOfWords =
        ["glossary", "abbreviations", "acronyms", "bibliography", "references", "further reading", "list of terms", "key to abbreviations"];

    /// <summary>The themes, most mentioned first.</summary>
    /// <param name="title">What the publication and its review are called.</param>
    /// <param name="text">Its text.</param>
    public static IReadOnlyList<ThemeEvidence> Of(string title, PublicationText text) =>
        Of(title, text, [.. text.Pages.Select(page => new PageWords(page, Words.Of(page.Text), ContentsPage.Is(page.Text)))]);

    /// <summary>The same for pages that were taken apart before.</summary>
    public static IReadOnlyList<ThemeEvidence> Of(string title, PublicationText text, List<PageWords> read)
    {
        var counts = new Dictionary<string, Count>(StringComparer.Ordinal);
        Count Of(string theme) => counts.TryGetValue(theme, out var count) ? count : counts[theme] = new Count();

        foreach (var mention in In(title)) Of(mention.Theme).InTitle = true;
        var pages = 0;
        var isListOfWords = false;
        foreach (var (page, words, isContents) in read)
        {
            pages++;
            isListOfWords = IsListOfWords(page, isListOfWords);
            if (isListOfWords || page.Role == PageRole.Contents || isContents) continue;
            foreach (var mention in Themes.In(page.Text, words)) Of(mention.Theme).Add(page.Number, mention.Term);
            foreach (var mention in page.Blocks.Where(block => block.Kind == BlockKind.Heading).SelectMany(block => In(block.Text))) Of(mention.Theme).Prominent = true;
        }
        foreach (var mention in text.Recommendations.SelectMany(recommendation => In(recommendation.Text))) Of(mention.Theme).Prominent = true;

        return [.. counts.Where(theme => theme.Value.IsEnough(pages)).OrderByDescending(theme => theme.Value.Mentions).ThenBy(theme => theme.Key, StringComparer.Ordinal)
            .Select(theme => theme.Value.Evidence(theme.Key))];
    }

    /// <summary>The themes that a recommendation itself speaks of: one mention is enough in so short a text.</summary>
    public static IEnumerable<string> Of(Recommendation recommendation) => In(recommendation.Text).Select(mention => mention.Theme).Distinct(StringComparer.Ordinal);

    /// <summary>What an index keeps of the themes of a publication.</summary>
    public static string Written(IReadOnlyList<ThemeEvidence> themes) => JsonSerializer.Serialize(themes, ArchiveJson.Lines);

    /// <summary>The themes out of what an index keeps of them.</summary>
    public static IReadOnlyList<ThemeEvidence> Read(string? written) => written is null ? [] : JsonSerializer.Deserialize<List<ThemeEvidence>>(written, ArchiveJson.Lines)!;

    private static IEnumerable<Themes.Mention> In(string text) => Themes.In(text, Words.Of(text));

    // A glossary runs on over the pages that begin no other chapter.
    private static bool IsListOfWords(Page page, bool before)
    {
        var headings = page.Blocks.Where(block => block.Kind == BlockKind.Heading).ToList();
        if (headings.Count == 0) return before;
        var first = headings.Exists(IsNameOfList);
        return first && page.Blocks.TakeWhile(block => !(block.Kind == BlockKind.Heading && IsNameOfList(block))).Sum(block => block.Text.Length) < 400;
    }

    private static bool IsNameOfList(Block heading) => ListsOfWords.Any(name => heading.Text.Length < name.Length + 30 && heading.Text.Contains(name, StringComparison.OrdinalIgnoreCase));

    private sealed class Count
    {
        private readonly SortedDictionary<int, int> byPage = [];
        private readonly SortedSet<string> terms = new(StringComparer.Ordinal);

        public bool InTitle { get; set; }
        public bool Prominent { get; set; }
        public int Mentions { get; private set; }

        public void Add(int page, string term)
        {
            byPage[page] = byPage.GetValueOrDefault(page) + 1;
            terms.Add(term);
            Mentions++;
        }

        public bool IsEnough(int pages) => InTitle || (pages <= ShortPublication ? Mentions >= OftenInShort : Mentions >= Often && (byPage.Count >= 2 || Prominent));

        public ThemeEvidence Evidence(string theme) => new(theme, Mentions, [.. byPage.Select(page => new PageCount(page.Key, page.Value))], [.. terms], InTitle);
    }
}
