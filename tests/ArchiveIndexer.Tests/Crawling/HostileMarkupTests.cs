using System.Diagnostics;
using System.Text;
using ArchiveIndexer.Crawling;

namespace ArchiveIndexer.Tests.Crawling;

public sealed class HostileMarkupTests
{
    private static readonly Uri Address = new("https://www.anyscb.example/reviews/");

    private static ReviewsPageReading Read(string html) => ReviewsPage.Read(Encoding.UTF8.GetBytes(html), null, Address);

    public static TheoryData<string> TooDeep { get; } = new()
    {
        Repeat("<div>", 10_000), Repeat("<b><i><a>", 20_000), Repeat("<font size=1>x", 5_000), Repeat("<ul><li>", 5_000), "<svg>" + Repeat("<td>", 5_000),
        Repeat("<table><tr><td>", 3_000), Repeat("<ruby><rt>", 2_000), Repeat("</x><div></x>", 5_000), Repeat("<br>", 100_000), "<a " + Repeat("b=c ", 100_000) + ">",
    };

    [Theory]
    [MemberData(nameof(TooDeep))]
    public void Markup_that_would_keep_the_parser_busy_is_refused_at_once(string html)
    {
        var rejected = Assert.Throws<RejectedException>(() => Read(html));
        Assert.Equal(RejectionReason.PageNotRecognised, rejected.Reason);
        Assert.Contains("anyscb.example", rejected.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", RejectionReason.Empty)]
    [InlineData(" \r\n ", RejectionReason.Empty)]
    [InlineData("%PDF-1.7 ...", RejectionReason.PageNotRecognised)]
    [InlineData("\0\0\0", RejectionReason.PageNotRecognised)]
    public void What_is_no_page_is_refused(string html, RejectionReason reason) => Assert.Equal(reason, Assert.Throws<RejectedException>(() => Read(html)).Reason);

    [Fact]
    public void Too_many_bytes_are_refused() =>
        Assert.Equal(RejectionReason.TooLarge, Assert.Throws<RejectedException>(() => ReviewsPage.Read(new byte[PageBytes.Limit + 1], null, Address)).Reason);

    [Fact]
    public void A_real_pages_open_paragraphs_and_items_are_no_depth() =>
        Assert.Single(Read("<h1>Serious Case Reviews</h1>" + Repeat("<p>text<ul><li>one<li>two</ul>", 2_000) + "<p><a href=/k.pdf>Child K</a>").Publications);

    [Fact]
    public void Any_bytes_give_a_reading_or_a_rejection()
    {
        var random = new Random(20211216);
        string[] pieces =
        [
            "<", ">", "</", "<a href=", "<a href='/k.pdf'>", "Child K", "</a>", "<table>", "<tr>", "<td rowspan=99999>", "<th>Date", "<h2>", "</h2>", "<li>", "<ul>", "<p>", "<b>", "\"", "'", "=",
            "<!--", "-->", "<script>", "</script>", "<base href='::'>", "<a href='http://['>", "June 2017", " – ", "(", ")", "‘", "SCR ", "\uD800", "&#0;", "&nbsp;", "<svg>", "<main>", "<details><summary>", "<div class=card>", "published 31.12.19 ", "<a href='?page=2'>", "<td colspan=3>2019</td>",
        ];
        for (var i = 0; i < 400; i++)
        {
            var html = new StringBuilder();
            for (var n = random.Next(200); n > 0; n--) html.Append(pieces[random.Next(pieces.Length)]);
            Survives(Encoding.UTF8.GetBytes(html.ToString()));
            var noise = new byte[random.Next(2_000)];
            random.NextBytes(noise);
            Survives(noise);
        }

        static void Survives(byte[] html)
        {
            try
            {
                ReviewsPage.Read(html, null, Address);
            }
            catch (RejectedException)
            {
                // One of the two good endings.
            }
        }
    }

    [Theory]
    [InlineData("<p><a href=/%N.pdf>Child A%N – Overview Report – June 2017</a></p>", 7_000)]
    [InlineData("<p>Date of publication: June 2017</p><p><a href=/%N.pdf>Child %N</a></p>", 4_000)]
    [InlineData("<div class=card><h2>Child %N SCR</h2><a href=/%N.pdf>Download</a></div>", 4_000)]
    [InlineData("<a href=/%N.pdf>x</a> Aa Bb Cc Dd Safeguarding ", 8_000)]
    [InlineData("<h2>Serious Case Review %N</h2><a href=/%N>report</a>", 4_000)]
    public void A_long_page_takes_no_more_than_seconds(string piece, int times)
    {
        var clock = Stopwatch.StartNew();
        Read("<h1>Serious Case Reviews</h1>" + string.Concat(Enumerable.Range(0, times).Select(i => piece.Replace("%N", i.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal))));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), $"It took {clock.Elapsed}.");
    }

    [Theory]
    [InlineData("Aa ")]
    [InlineData("a ")]
    [InlineData("(")]
    [InlineData("Child ")]
    [InlineData("A, ")]
    [InlineData("‘A")]
    [InlineData("1 ")]
    [InlineData("- ")]
    [InlineData("Serious Case Review ")]
    [InlineData("no review ")]
    [InlineData("June ")]
    public void Long_words_take_no_more_than_seconds(string piece)
    {
        var clock = Stopwatch.StartNew();
        var words = Repeat(piece, 10_000);
        Read($"<title>{words}</title><h1>Reviews</h1><h2>{words}</h2><p>{words}<a href=/k.pdf>{words}</a>{words}</p><table><tr><td>{words}</td><td><a href=/l.pdf>{words[..300]}</a></td></tr></table>");
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), $"It took {clock.Elapsed}.");
    }

    private static string Repeat(string piece, int times) => new StringBuilder().Insert(0, piece, times).ToString();
}
