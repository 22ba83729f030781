using System.Text;
using ArchiveIndexer.Crawling;

namespace ArchiveIndexer.Tests.Crawling;

public sealed class ReviewsPageTests
{
    private static readonly Uri Address = new("https://www.anyscb.example/reviews/serious-case-reviews/");

    private static ReviewsPageReading Read(string content, string head = "<title>Serious Case Reviews - Anyshire Safeguarding Children Board</title>") =>
        ReviewsPage.Read(Encoding.UTF8.GetBytes($"<!DOCTYPE html><html><head><meta charset=utf-8>{head}</head><body>{content}</body></html>"), "text/html", Address);

    private static ListedPublication Only(string content) => Assert.Single(Read(content).Publications);

    private static IEnumerable<string> Texts(ReviewsPageReading read) => read.Publications.Select(p => p.LinkText);

    [Fact]
    public void A_link_is_read_with_all_that_it_says()
    {
        var read = Read("""
            <main><h1>Case reviews</h1><h2>Serious Case Review Reports</h2>
            <p><a href="/uploads/Child R.PDF">Child R &#8211;&nbsp; OSCB Report&nbsp; &#8211; December 2021</a></p></main>
            """);
        Assert.Equal("Anyshire Safeguarding Children Board", read.Board);
        Assert.Equal(
            [new ListedPublication("Child R – OSCB Report – December 2021", "https://www.anyscb.example/uploads/Child%20R.PDF", "Serious Case Review Reports",
                "serious case review", "Child R", "overview report", "2021-12", "pdf")],
            read.Publications);
    }

    [Fact]
    public void Menus_breadcrumbs_side_columns_banners_and_footers_are_left_out()
    {
        var read = Read("""
            <div id="header"><a href="/logo">Board</a></div><div class="topnav"><a href="/a.pdf">Child A SCR</a></div>
            <nav><a href="/b.pdf">Child B SCR</a></nav><div class="breadcrumbs"><a href="/x">Home</a></div>
            <div id="content"><h1>Serious Case Reviews</h1><p><a href="/c.pdf">Child C Overview Report</a></p>
            <div class="sidebar"><a href="/d.pdf">Child D SCR</a></div></div>
            <aside><a href="/e.pdf">Child E SCR</a></aside><div class="cookie-banner"><a href="/f.pdf">Cookies</a></div><footer><a href="/g.pdf">Child G SCR</a></footer>
            """);
        Assert.Equal(["Child C Overview Report"], Texts(read));
        Assert.Empty(read.OtherLinks);
    }

    [Fact]
    public void Mail_telephone_script_and_links_within_the_page_are_left_out()
    {
        var read = Read("""
            <main><h1>Serious Case Reviews</h1><p><a href="mailto:a@b.example">the team</a> <a href="tel:123">ring</a> <a href="#top">Back to top</a>
            <a href="javascript:void(0)">Child X SCR</a> <a href="/reviews/serious-case-reviews/#child-k">Child K</a> <a href="">Child L</a> <a name="here">Child M</a></p></main>
            """);
        Assert.Empty(read.Publications);
        Assert.Empty(read.OtherLinks);
    }

    [Fact]
    public void Addresses_are_resolved_against_the_base_and_the_page()
    {
        const string links = """<main><h1>Serious Case Reviews</h1><p><a href="../files/Child K.pdf">Child K</a></p><p><a href="//cdn.example/l.pdf">Child L</a></p></main>""";
        Assert.Equal(["https://www.anyscb.example/reviews/files/Child%20K.pdf", "https://cdn.example/l.pdf"], Read(links).Publications.Select(p => p.Url));
        Assert.Equal("https://files.example/files/Child%20K.pdf", Read(links, """<base href="https://files.example/a/">""").Publications[0].Url);
    }

    [Fact]
    public void An_empty_section_is_reported_and_a_full_one_is_not()
    {
        var read = Read("""
            <main><h1>Case reviews</h1><h2>Serious Case Reviews</h2><p><a href="/k.pdf">Child K</a></p>
            <h2>Partnership Review Reports:</h2><p>There are no partnership review reports at this time.</p></main>
            """);
        Assert.Equal(["Partnership Review Reports"], read.EmptySections);
    }

    [Fact]
    public void One_address_is_one_entry_under_the_first_words_that_are_no_buttons()
    {
        var publication = Only("""
            <main><h1>Serious Case Reviews</h1><div><a href="/k.pdf"><img src="k.png" alt="Front page"></a><a href="/k.pdf">Download</a>
            <a href="/k.pdf">Child K Executive Summary</a><a href="/k.pdf#page=2">Child K again</a></div></main>
            """);
        Assert.Equal("Child K Executive Summary", publication.LinkText);
    }

    [Fact]
    public void A_merged_or_empty_date_cell_takes_the_date_above()
    {
        var read = Read("""
            <main><h1>Serious Case Reviews</h1><table><tr><th>Date</th><th>Publication</th></tr>
            <tr><td rowspan="2">June 2017</td><td><a href="/1.pdf">Overview Report – Baby E</a></td></tr>
            <tr><td><a href="/2.pdf">Executive Summary – Baby E</a></td></tr>
            <tr><td>&nbsp;</td><td><a href="/3.pdf">Agency statements re Baby E</a></td></tr>
            <tr><td>May 2014</td><td><a href="/4.pdf">Overview Report – Baby D</a></td></tr></table></main>
            """);
        Assert.Equal(["2017-06", "2017-06", "2017-06", "2014-05"], read.Publications.Select(p => p.Published));
        Assert.All(read.Publications, p => Assert.Equal("Serious Case Reviews", p.Section));
    }

    [Fact]
    public void A_tables_columns_say_kind_name_and_format()
    {
        var read = Read("""
            <main><h1>Safeguarding Adult Reviews</h1><table><thead><tr><th>Review</th><th>Published</th><th>Report</th><th>Summary</th><th>Last updated</th></tr></thead>
            <tbody><tr><td>Adult K</td><td>3 May 2019</td><td><a href="/k1.pdf">Download</a></td><td><a href="/k2.pdf">Download</a></td><td>1 June 2020</td></tr></tbody></table></main>
            """);
        Assert.Equal([("Adult K", "overview report", "2019-05-03"), ("Adult K", "executive summary", "2019-05-03")],
            read.Publications.Select(p => (p.Review!, p.Kind!, p.Published!)));
    }

    [Fact]
    public void A_card_gives_title_and_date_but_no_section()
    {
        var read = Read("""
            <main><h1>Learning</h1><div role="list">
            <div role="listitem"><p>3 December 2019</p><h2>Summary: Baby N<br>Local Learning Review</h2><p><b>Key themes:</b></p><ul><li>Neglect</li></ul><a href="/n.pdf"><span>Download</span></a></div>
            <div role="listitem"><p>8 March 2022</p><h2>Child Angela Safeguarding Practice Review</h2><p>The report can be read <a href="/child-angela">here</a>.</p></div>
            <div role="listitem"><p>9 March 2022</p><h2>Thresholds document</h2><p><a href="/t.pdf">Download</a></p></div></div></main>
            """);
        Assert.Equal(
            [
                new ListedPublication("Download", "https://www.anyscb.example/n.pdf", "Learning", "learning review", "Baby N", "executive summary", "2019-12-03", "pdf"),
                new ListedPublication("here", "https://www.anyscb.example/child-angela", "Learning", "child safeguarding practice review", "Child Angela", "overview report", "2022-03-08", "html"),
            ],
            read.Publications);
        Assert.Equal(WhyOther.Policy, Assert.Single(read.OtherLinks).Why);
    }

    [Fact]
    public void An_accordions_title_is_a_section_and_loses_its_plus()
    {
        var read = Read("""
            <main><h1>Child Safeguarding Practice Reviews</h1><div class="accordion">
            <h3><button aria-expanded="false">Child Safeguarding Practice Review: Zac (ZDS22) <span aria-hidden="true">+</span></button></h3>
            <div hidden><p>Available reports published August 2024:</p><ul><li><a href="/z.pdf">Child Safeguarding Practice Review Concerning Zac</a></li>
            <li><a href="./?a=1">Learning on one page: 'Zac' ( published July 2025)</a></li></ul></div></div>
            <details><summary>Theo</summary><p><a href="/t.pdf">Overview report</a></p></details></main>
            """);
        Assert.Equal(["Child Safeguarding Practice Review: Zac (ZDS22)", "Child Safeguarding Practice Review: Zac (ZDS22)", "Theo"], read.Publications.Select(p => p.Section));
        Assert.Equal(["Zac (ZDS22)", "Zac (ZDS22)", "Theo"], read.Publications.Select(p => p.Review));
        Assert.Equal(["overview report", "learning summary", "overview report"], read.Publications.Select(p => p.Kind));
        Assert.Equal(["2024-08", "2025-07", null], read.Publications.Select(p => p.Published));
        Assert.Null(read.Publications[1].Format);
    }

    [Fact]
    public void A_line_of_publication_dates_the_block_below_it_or_above_it()
    {
        var above = Read("""
            <main><h1>Serious Case Reviews</h1><p><strong>Date of publication: 18th February 2015</strong></p><p><a href="/k.pdf">Child K Overview Report</a></p>
            <p><strong>Date of publication: 24th July 2014</strong></p><p><a href="/l.pdf">Overview Report Child L</a></p></main>
            """);
        Assert.Equal(["2015-02-18", "2014-07-24"], above.Publications.Select(p => p.Published));
        Assert.All(above.Publications, p => Assert.Equal("Serious Case Reviews", p.Section));
        var below = Read("""
            <main><h1>Serious Case Reviews</h1><p><a href="/k.pdf">Child K Overview Report</a></p><p>Published: 18th February 2015</p>
            <p><a href="/l.pdf">Overview Report Child L</a></p><p>Published: 24th July 2014</p></main>
            """);
        Assert.Equal(["2015-02-18", "2014-07-24"], below.Publications.Select(p => p.Published));
    }

    [Fact]
    public void A_bold_paragraph_is_a_heading_but_not_bold_words_that_begin_one()
    {
        var read = Read("""
            <main><h1>Serious Case Reviews</h1><p><u>Older reviews:</u></p><p><b>Child K</b> was reviewed; see the <a href="/k.pdf">overview report</a>.</p></main>
            """);
        Assert.Equal("Older reviews", Assert.Single(read.Publications).Section);
        Assert.Equal("Child K", read.Publications[0].Review);
    }

    [Fact]
    public void The_item_that_announces_an_inner_list_names_the_review()
    {
        var read = Read("""
            <main><h1>Child Practice Reviews</h1><ul><li>Anglesey Extended Child Practice Review 1<ul><li><a href="/1.pdf">Report</a></li><li><a href="/2.pdf">7 Minute Briefing</a></li></ul></li></ul>
            <h2>Child C</h2><p><a href="/c.pdf">Overview report</a></p><dl><dt>Baby D - published 3 May 2013</dt><dd><a href="/d.pdf">Executive Summary</a></dd></dl></main>
            """);
        Assert.Equal(["Anglesey Extended Child Practice Review 1", "Anglesey Extended Child Practice Review 1", "Child C", "Baby D"], read.Publications.Select(p => p.Review));
        Assert.Equal("2013-05-03", read.Publications[3].Published);
    }

    [Fact]
    public void Two_buttons_in_one_sentence_are_told_apart_by_the_words_before_them()
    {
        var read = Read("<main><h1>Learning</h1><p>The Board has published a Serious Case Review into the death of Baby Toby. The full report can be found <a href='/r.pdf'>here</a> and the action plan <a href='/a.pdf'>here</a>.</p></main>");
        Assert.Equal([("Baby Toby", "overview report"), ("Baby Toby", "action plan")], read.Publications.Select(p => (p.Review!, p.Kind!)));
        Assert.All(read.Publications, p => Assert.Equal("serious case review", p.ReviewType));
    }

    [Fact]
    public void Neither_a_letter_of_an_index_nor_a_sentence_before_a_list_names_a_review()
    {
        var read = Read("""
            <main><h1>7 Minute Briefings</h1><h2>A - Z</h2><ul><li><a href="/a.pdf">Adultification</a></li><li><a href="/e.pdf">Child E Serious Case Review</a></li></ul>
            <h2>Serious Case Review: Family T</h2><p>“Twin 1 died in July 2018.”</p><ul><li><a href="/t.pdf">Report</a></li></ul></main>
            """);
        Assert.Equal(["Child E", "Family T"], read.Publications.Select(p => p.Review));
        Assert.Equal("Adultification", Assert.Single(read.OtherLinks).LinkText);
    }

    [Fact]
    public void A_table_of_one_row_is_a_page_in_columns()
    {
        var read = Read("<table><tr><td><a href='/'>Home</a></td><td><p><b>Serious Case Reviews</b></p><p><a href='/k.pdf'>Child K overview report</a></p></td></tr></table>");
        Assert.Equal("Serious Case Reviews", Assert.Single(read.Publications).Section);
        Assert.Empty(read.OtherLinks);
    }

    [Fact]
    public void A_year_heading_dates_what_has_no_date_of_its_own()
    {
        var read = Read("""
            <main><h1>Serious Case Reviews</h1><h2>2020</h2><ul><li><a href="/a.pdf">Child A</a> – 3 May 2020</li><li><a href="/b.pdf">Child B</a></li></ul>
            <h2>2019</h2><ul><li><a href="/c.pdf">Child C</a></li></ul></main>
            """);
        Assert.Equal(["2020-05-03", "2020", "2019"], read.Publications.Select(p => p.Published));
    }

    [Fact]
    public void Said_once_a_type_holds_for_all_of_a_named_review()
    {
        var read = Read("<main><h1>Learning</h1><p><a href='/1.pdf'>SCR Family M</a></p><h2>7 Minute Briefings</h2><ul><li><a href='/2.pdf'>Family M</a></li><li><a href='/3.pdf'>Professional Curiosity</a></li></ul></main>");
        Assert.Equal(["serious case review", "serious case review"], read.Publications.Select(p => p.ReviewType));
        Assert.Equal("/3.pdf", new Uri(Assert.Single(read.OtherLinks).Url).AbsolutePath);
    }

    [Fact]
    public void A_sentence_that_denies_a_type_leaves_none()
    {
        var read = Read("<main><h1>Serious Case Reviews</h1><p>The case of Child D did not meet the criteria for a serious case review, but the <a href='/d.pdf'>Child D report</a> is published.</p></main>");
        Assert.Null(Assert.Single(read.Publications).ReviewType);
    }

    [Theory]
    [InlineData("<a href='https://www.nspcc.example/national-case-review-repository'>national case review repository</a>", WhyOther.Page)]
    [InlineData("<a href='https://www.gov.uk/government/publications/analysis-of-scrs'>A triennial analysis of SCRs 2014-2017</a>", WhyOther.NationalReport)]
    [InlineData("<a href='/sp.pdf'>Serious Case Review procedure</a>", WhyOther.Policy)]
    [InlineData("<a href='/f.docx'>Case review referral form</a>", WhyOther.Form)]
    [InlineData("<a href='/zip?id=3'>Download all files (zip)</a>", WhyOther.Bundle)]
    [InlineData("<a href='/audit.pdf'>Neglect audit report</a>", WhyOther.Resource)]
    [InlineData("<a href='/learning/'>learning from case reviews</a>", WhyOther.Page)]
    [InlineData("<a href='http://www.harrow-lscb.example/f.pdf'>Harrow SCR – Baby F</a>", WhyOther.AnotherBoard)]
    [InlineData("<a href='?page=2' rel='next'>Next page »</a>", WhyOther.NextPage)]
    public void Everything_else_in_the_content_is_another_link(string link, string why)
    {
        var read = Read($"<main><h1>Serious Case Reviews</h1><p>See {link} for more.</p></main>");
        Assert.Empty(read.Publications);
        Assert.Equal(why, Assert.Single(read.OtherLinks).Why);
    }

    [Fact]
    public void Numbered_page_links_are_left_out_but_not_the_next_page()
    {
        var read = Read("<main><h1>Serious Case Reviews</h1><p><a href='/a.pdf'>Child A</a></p><nav class='pagination'><a href='?page=2'>2</a><a href='?page=3'>3</a><a class='next' href='?page=2'>Next</a></nav></main>");
        Assert.Single(read.Publications);
        Assert.Equal(["https://www.anyscb.example/reviews/serious-case-reviews/?page=2"], read.OtherLinks.Select(l => l.Url));
    }

    [Theory]
    [InlineData("<title>Page not found - Board</title>", "<main><h1>Oops</h1><a href='/a.pdf'>Child A SCR</a></main>", "not found")]
    [InlineData("<title>Board</title>", "<main><h1>404</h1><a href='/a.pdf'>Child A SCR</a></main>", "not found")]
    [InlineData("<title>Log in | Board</title>", "<main><h1>Members</h1><form><input type=password></form></main>", "login required")]
    [InlineData("<title>Board</title>", "<main><h1>Sign in to continue</h1><form><input type=password></form></main>", "login required")]
    public void An_error_or_sign_in_page_gives_one_warning_and_nothing_else(string head, string content, string keyword)
    {
        var read = Read(content, head);
        Assert.StartsWith(keyword + ": ", Assert.Single(read.Warnings), StringComparison.Ordinal);
        Assert.Empty(read.Publications);
        Assert.Empty(read.OtherLinks);
    }

    [Fact]
    public void Bytes_without_a_charset_that_are_not_utf8_are_windows_1252()
    {
        byte[] html = [.. "<h1>Serious Case Reviews</h1><p><a href=/k.pdf>Child L "u8, 0x91, .. "Franklyn"u8, 0x92, 0x20, 0x96, .. " SCR</a></p>"u8];
        Assert.Equal("Child L ‘Franklyn’ – SCR", Assert.Single(ReviewsPage.Read(html, "text/html", Address).Publications).LinkText);
    }

    [Fact]
    public void Utf8_without_a_charset_stays_utf8() =>
        Assert.Equal("Child L – SCR", Assert.Single(ReviewsPage.Read("<h1>Reviews</h1><a href=/k.pdf>Child L – SCR</a>"u8, null, Address).Publications).LinkText);

    [Theory]
    [InlineData("Shropshire Safeguarding Community Partnership")]
    [InlineData("Safeguarding Board for Northern Ireland")]
    [InlineData("Kent Safeguarding Children Multi-Agency Partnership")]
    [InlineData("City & Hackney Safeguarding Children Partnership")]
    [InlineData("North Wales Safeguarding Children's Board")]
    [InlineData("Bury Integrated Safeguarding Partnership")]
    [InlineData("Halton Children & Young People Safeguarding Partnership")]
    [InlineData("Aberdeen City Child Protection Committee")]
    [InlineData("South Gloucestershire Safeguarding Adults Board")]
    [InlineData("Devon Children and Families Partnership")]
    [InlineData("Rochdale Borough Safeguarding Children Partnership")]
    public void The_boards_name_is_read_from_the_title(string board) =>
        Assert.Equal(board, Read("<h1>Serious Case Reviews</h1>", $"<title>Serious Case Reviews | {System.Net.WebUtility.HtmlEncode(board)}</title>").Board);

    [Fact]
    public void A_council_is_no_board() =>
        Assert.Equal("Nottingham City Safeguarding Children Board",
            Read("<div class='breadcrumb'><a href='/b'>Nottingham City Safeguarding Children Board</a> &gt; Reviews</div><main><h1>Serious Case Reviews</h1></main>", "<title>Reviews - Nottingham City Council</title>").Board);
}
