using ArchiveIndexer.Crawling;

namespace ArchiveIndexer.Tests.Crawling;

public sealed class PublicationDatesTests
{
    [Theory]
    [InlineData("Child R – OSCB Report – December 2021", "2021-12")]
    [InlineData("Child B Final report Jan 2021", "2021-01")]
    [InlineData("Child K\u00A0– Sept\u00A02020", "2020-09")]
    [InlineData("LSCB Improvement Report – Child K 18th February 2015", "2015-02-18")]
    [InlineData("Eleanor 24TH JULY 2019", "2019-07-24")]
    [InlineData("Baby L published 28.09.16", "2016-09-28")]
    [InlineData("Baby L 7/3/19", "2019-03-07")]
    [InlineData("Child A 2021-12-16", "2021-12-16")]
    [InlineData("Child A (Dec-21)", "2021-12")]
    [InlineData("Child A, Tuesday, 12th Sep 2023", "2023-09-12")]
    [InlineData("Child A, March 3, 2018", "2018-03-03")]
    [InlineData("Online Safety/Self-Harm – Full Report (2017)", "2017")]
    [InlineData("Thematic Review 2019", "2019")]
    [InlineData("2023 – Anonymous – Child A", "2023")]
    [InlineData("Ben (2022)– 7-Minute Briefing", "2022")]
    [InlineData("Child Sexual Exploitation in Buckinghamshire 1998 – 2016", null)]
    [InlineData("Triennial analysis of SCRs 2014-2017", null)]
    [InlineData("Annual Report 2020-21", null)]
    [InlineData("WGA N5 2016 - Terms of Reference", null)]
    [InlineData("CYSUR 4 2019 Final Report", null)]
    [InlineData("injury to an infant during the COVID lockdown summer 2020", null)]
    [InlineData("Child K, who died in March 2018", null)]
    [InlineData("Modified 3 May 2020", null)]
    [InlineData("Child A – 19١٢", null)]
    [InlineData("Child A – ٣/٧/٢٠١٩", null)]
    [InlineData("Child A – March 20१९", null)]
    [InlineData("31.02.2019", null)]
    [InlineData("Case number 20190", null)]
    public void A_title_is_dated_as_exactly_as_printed(string text, string? date) => Assert.Equal(date, PublicationDates.OfTitle(text));

    [Theory]
    [InlineData("– March 2015", "2015-03")]
    [InlineData("(pdf format, 1.21 MB) – March 2015", "2015-03")]
    [InlineData("(published April 2020)", "2020-04")]
    [InlineData("which looks at May 2019 and after", null)]
    public void Words_after_a_link_date_it_only_if_they_begin_with_a_date_or_announce_one(string after, string? date) =>
        Assert.Equal(date, PublicationDates.After(after));

    [Theory]
    [InlineData("Date of publication: 18th February 2015", "2015-02-18")]
    [InlineData("Published: March 2018", "2018-03")]
    [InlineData("In March 2018 the board met.", null)]
    [InlineData("March 2018", null)]
    public void A_line_of_its_own_dates_a_block(string line, string? date) => Assert.Equal(date, PublicationDates.OfLine(line));

    [Theory]
    [InlineData("2020", "2020")]
    [InlineData("March 2022", "2022-03")]
    [InlineData("Reviews published in 2019", "2019")]
    [InlineData("29 September 2020 PDF 1.1 MB", "2020-09-29")]
    [InlineData("Child K 2020", null)]
    public void A_heading_or_cell_may_be_a_date_and_nothing_else(string text, string? date) => Assert.Equal(date, PublicationDates.Whole(text));
}
