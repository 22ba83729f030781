using ArchiveIndexer.Searching;
using ArchiveIndexer.Tests.Indexing;

namespace ArchiveIndexer.Tests.Searching;

public sealed class QueryTests : IDisposable
{
    private readonly TemporaryIndex index = new TemporaryIndex()
        .With("a", "apple banana cherry").With("b", "banana cherry").With("c", "cherry damson").With("d", "the damsons of an elder");

    public void Dispose() => index.Dispose();

    private string Found(string query) => string.Join(' ', index.Search(query).Hits.Select(hit => hit.PublicationId).Order());

    [Theory]
    [InlineData("apple banana", "a")]
    [InlineData("apple AND banana", "a")]
    [InlineData("apple OR damson", "a c d")]
    [InlineData("apple OR cherry damson", "a c")]
    [InlineData("(apple OR cherry) damson", "c")]
    [InlineData("cherry -banana", "c")]
    [InlineData("cherry NOT banana", "c")]
    [InlineData("cherry AND NOT (apple OR damson)", "b")]
    [InlineData("cherry NOT NOT banana", "a b")]
    [InlineData("-cherry", "d")]
    [InlineData("NOT cherry NOT damson", "")]
    [InlineData("“banana cherry”", "a b")]
    [InlineData("\"cherry banana\"", "")]
    [InlineData("-\"banana cherry\"", "c d")]
    [InlineData("dams*", "c d")]
    [InlineData("dams* OR appl*", "a c d")]
    [InlineData("damsons*", "c d")]
    [InlineData("aple~", "a")]
    [InlineData("appel~ OR damzon~", "a c d")]
    [InlineData("bpple~1", "a")]
    [InlineData("aplpe~2 banana", "a")]
    [InlineData("cherry -bananna~", "c")]
    [InlineData("bnnna~1", "")]
    [InlineData("bnnna~2", "a b")]
    [InlineData("(chery~), ", "a b c")]
    [InlineData("apple~0", "a")]
    [InlineData("the damson", "c d")]
    [InlineData("the", "d")]
    [InlineData("\"damsons of an elder\"", "d")]
    [InlineData("apple and banana or not", "a")]
    public void The_language_is_understood(string query, string found) => Assert.Equal(found, Found(query));

    [Theory]
    [InlineData("apple banana")]
    [InlineData("“banana cherry” -apple")]
    [InlineData("apple OR (banana cherry)")]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData(null)]
    public void A_plain_query_needs_no_words_about_it(string? query) => Assert.Null(QueryText.Parse(query).Interpreted);

    [Fact]
    public void What_a_word_spelt_almost_so_was_looked_for_as_is_said_and_marked()
    {
        var answer = index.Search("damzon~");
        Assert.Equal("damzon~ – damzon~ was also looked for as damson", answer.Interpreted);
        Assert.Equal("cherry <mark>damson</mark>", answer.Hits.Single(hit => hit.PublicationId == "c").Pages[0].Snippet);
        // The same forms as those of any word: the damsons are found, and marked.
        Assert.Contains("<mark>damsons</mark>", answer.Hits.Single(hit => hit.PublicationId == "d").Pages[0].Snippet, StringComparison.Ordinal);
        Assert.Equal("apple~ – no other word is spelt almost like apple", index.Search("apple~").Interpreted);
        Assert.Contains("left out as too common: the; damzon~ was also", index.Search("the damzon~").Interpreted, StringComparison.Ordinal);
    }

    [Fact]
    public void A_word_spelt_almost_so_stands_for_fifty_words_at_most_the_nearest_and_commonest_first()
    {
        var letters = "bcdfghjklmnpqrstvwxz";
        foreach (var (n, (a, b)) in letters.SelectMany(a => letters.Select(b => (a, b))).Index()) index.With($"n{n}", $"qu{a}{b}ova");
        index.With("typed", "quarova").With("nearest", "quabova").With("often", "quzrova");
        var answer = index.Search("quarova~2");
        Assert.Equal(50 + 1, answer.Total);
        Assert.StartsWith("quarova~2 – quarova~2 was also looked for as quzrova, quabova, qubrova, ", answer.Interpreted, StringComparison.Ordinal);
        Assert.Contains("and 41 more", answer.Interpreted, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("the apple", "apple – left out as too common: the")]
    [InlineData("\"apple banana", "apple banana – a quotation mark without its pair was left out")]
    [InlineData("apple AND", "apple – AND, OR or NOT without a word beside it was left out")]
    [InlineData("apple)", "apple – a closing bracket without its pair was left out")]
    [InlineData("(apple", "apple – an opening bracket without its pair was closed at the end")]
    [InlineData("ap*", "ap – a * needs at least 3 letters of a single word before it; it was left out")]
    [InlineData("ap~", "ap – a ~ needs a single word of 4 to 32 letters before it; it was left out")]
    [InlineData("banana-cherry~", "banana-cherry – a ~ needs a single word of 4 to 32 letters before it; it was left out")]
    [InlineData("apple~7", "apple~2 – a ~ allows 2 letters at most; that many were taken")]
    [InlineData("title:apple~", "title:apple – a ~ does nothing after title:; it was left out")]
    [InlineData("aple~ bnana~ chery~ damzon~ eldr~", "aple~ bnana~ chery~ damzon~ eldr – only the first 4 words with a ~ were looked for as almost spelt so, the others as typed")]
    [InlineData("*apple", "apple – a * stands only at the end of a word; others were left out")]
    [InlineData("apple OR banana cherry", "apple OR (banana cherry) – AND was taken before OR")]
    [InlineData("🙂", "there is no word to search for, so everything is listed")]
    [InlineData("AND OR (", null)]
    public void What_was_done_is_said(string query, string? interpreted)
    {
        var said = QueryText.Parse(query).Interpreted;
        if (interpreted is null) Assert.NotNull(said);
        else Assert.Equal(interpreted, said);
    }

    [Fact]
    public void A_query_is_bounded()
    {
        Assert.Contains("first 500 characters", QueryText.Parse(new string('a', 100_000)).Interpreted, StringComparison.Ordinal);
        var many = QueryText.Parse(string.Join(' ', Enumerable.Range(0, 100).Select(n => $"w{n}")));
        Assert.Equal(64, many.Parts.Count);
        Assert.Contains("first 64 words", many.Interpreted, StringComparison.Ordinal);
        var phrase = QueryText.Parse($"\"{string.Join(' ', Enumerable.Range(0, 20))}\"");
        Assert.Equal(16, phrase.Parts[0].Words.Count);
        Assert.Contains("5 deep", QueryText.Parse("((((((((a))))))) b").Interpreted, StringComparison.Ordinal);
    }

    [Fact]
    public void A_word_typed_twice_is_looked_up_once()
    {
        var query = QueryText.Parse("apple banana Apple apple cherry -apple");
        Assert.Equal(["apple", "banana", "cherry", "apple"], query.Parts.Select(part => part.Shown));
        Assert.Equal([3, 1, 1, 1], query.Parts.Select(part => part.Times));
        Assert.Equal([new(0, 1, 1), new(1, 0, 1), new(0, 2, 1)], query.Neighbours);
    }

    public static TheoryData<string> HostileQueries => new(
        "\"", "\"\"", "\"\"\"", "(", ")", ")(", "(((((((((((", "))))))))", "AND", "OR OR OR", "NOT", "-", "--", "---x", "- - -", "*", "**", "a*", "*a*", "???",
        "/.*a.{20}/", "/(a{1,500}){1,500}/", "a~2", "a^-1", "id:x", "title:(", "[a TO z]", "{a TO z}", "\\", "\\\"", "a\\", "child AND", "AND child",
        "(a OR", "(a OR (b", "a) OR b", "((a) b)) OR (c", "NOT (NOT (NOT a", "-(a -(b -(c", "🙂", "🙂🙂*", "\ud800", "\udc00a\ud800*", "\0", "\u0001\u0002", "a\0b",
        "‮abc", "ﷺ", "ﬃ*", "İstanbul", "'", "’s", "'s", "a's's's", "a-", "a--b", "-a-b-c-d-e-f-g", "\u200b", "\u00ad*", "e\u0301*", "1.2.3.4.5.", "1,", "..", "s.", "s.4",
        "https://example.org/a?b=c&d=%00", "<script>alert(1)</script>", "'; DROP TABLE x; --", "\" OR \"", "“a ”b” c“", "AND\"a\"OR", "a\tb\nc\r\nd", "é", "ß", "a\"b\"c",
        "((((((a OR b) c) d) e) f) g) h", "(()) a", "( OR ) a", "NOT ) a", "a OR ) b");

    [Theory]
    [MemberData(nameof(HostileQueries))]
    public void No_text_is_an_error(string query) => Assert.Equal(query, index.Search(query).Query);

    [Fact]
    public void Long_hostile_queries_are_answered_soon()
    {
        string[] pieces = ["(", ")", "(a OR ", "\"a ", "-(", "a ", "dam* ", "\"the the \"", "a-b-c-d-", "NOT ", "*", "🙂", "\ud83d", "x*", "wabcdefghij~2 ", "apple~ ", "~", "~~2 "];
        foreach (var piece in pieces)
        {
            var result = index.Search(string.Concat(Enumerable.Repeat(piece, 100_000 / piece.Length)));
            Assert.True(result.Milliseconds < 2000, $"{piece} took {result.Milliseconds} ms");
        }
    }

    [Fact]
    public void Random_queries_are_never_an_error()
    {
        string[] alphabet = ["a", "apple", "banana cherry", " ", " ", "\"", "(", ")", "-", "*", "AND ", "OR ", "NOT ", "’", ".", "the ", "dam*", "aple~", "~", "~2", "4", ",", "\n", "🙂", "\ud800", "\0", "é", "&", "<"];
        var random = new Random(20211216);
        index.Search("");
        using var searcher = PublicationSearcher.OpenReadOnly(index.Folder);
        for (var n = 0; n < 20_000; n++)
        {
            var query = string.Concat(Enumerable.Range(0, random.Next(24)).Select(_ =>
                random.Next(8) == 0 ? ((char)random.Next(0x10000)).ToString() : alphabet[random.Next(alphabet.Length)]));
            var result = searcher.Search(new SearchRequest { Query = query, Size = 3 });
            Assert.InRange(result.Total, 0, 4);
        }
    }
}
