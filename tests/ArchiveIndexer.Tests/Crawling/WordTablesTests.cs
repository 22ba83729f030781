using ArchiveIndexer.Crawling;

namespace ArchiveIndexer.Tests.Crawling;

public sealed class WordTablesTests
{
    [Theory]
    [InlineData("Child K LCSPR", ReviewType.ChildSafeguardingPracticeReview)]
    [InlineData("LSCPR – Ben", ReviewType.ChildSafeguardingPracticeReview)]
    [InlineData("Child Angela Safeguarding Practice Review", ReviewType.ChildSafeguardingPracticeReview)]
    [InlineData("Carl & Max – SPR published 17th March 2022", ReviewType.ChildSafeguardingPracticeReview)]
    [InlineData("Thematic Serious Case Review", ReviewType.SeriousCaseReview)]
    [InlineData("Significant Case Review", ReviewType.SignificantCaseReview)]
    [InlineData("Extended Child Practice Review", ReviewType.ChildPracticeReview)]
    [InlineData("WGA N5 2016 - APR Report", ReviewType.AdultPracticeReview)]
    [InlineData("Safeguarding Adults Review – Adult K", ReviewType.SafeguardingAdultReview)]
    [InlineData("Learning Review/DHR Family S", ReviewType.DomesticHomicideReview)]
    [InlineData("CMR Executive Summary Reports", ReviewType.CaseManagementReview)]
    [InlineData("Thematic Partnership Reviews", ReviewType.PartnershipReview)]
    [InlineData("Baby N Local Learning Review", ReviewType.LearningReview)]
    [InlineData("Learning Lessons Review: Adult B", ReviewType.LearningReview)]
    [InlineData("Multi-Agency Review Child Z", ReviewType.LearningReview)]
    [InlineData("Rapid Review learning", ReviewType.RapidReview)]
    [InlineData("Serious Youth Violence Thematic Review", ReviewType.ThematicReview)]
    [InlineData("SSCP Thematic Review of Surrey SCRs and Case Reviews", ReviewType.ThematicReview)]
    [InlineData("Local Child Safeguarding Practice Reviews (Previously Serious Case Reviews)", ReviewType.ChildSafeguardingPracticeReview)]
    [InlineData("Learning from Local Reviews", null)]
    [InlineData("Practice Reviews", null)]
    [InlineData("scr", null)]
    public void A_text_names_a_type(string text, string? type) => Assert.Equal(type, ReviewTypes.Of(text));

    [Fact]
    public void In_Scotland_an_SCR_is_a_significant_case_review() =>
        Assert.Equal(ReviewType.SignificantCaseReview, ReviewTypes.Of("SCR Child D", scotland: true));

    [Fact]
    public void A_heading_of_two_types_gives_none()
    {
        Assert.Null(ReviewTypes.OfHeading("Safeguarding Adult Reviews and Domestic Homicide Reviews", false, out var namesTwo));
        Assert.True(namesTwo);
    }

    [Theory]
    [InlineData("The case did not meet the criteria for a serious case review.", true)]
    [InlineData("A serious case review was carried out.", false)]
    public void A_type_can_be_denied(string text, bool denied) => Assert.Equal(denied, ReviewTypes.IsDenied(text));

    [Theory]
    [InlineData("Child R – OSCB Report – December 2021", PublicationKind.OverviewReport)]
    [InlineData("Overview Report for Baby Q with action plan", PublicationKind.OverviewReport)]
    [InlineData("Executive Summary Report", PublicationKind.ExecutiveSummary)]
    [InlineData("summary document for older Serious Case Reviews", PublicationKind.ExecutiveSummary)]
    [InlineData("Lessons Learnt Report – Young Person J", PublicationKind.LearningSummary)]
    [InlineData("Learning on one page LCSPR: 'Theo'", PublicationKind.LearningSummary)]
    [InlineData("Learning Brief", PublicationKind.LearningSummary)]
    [InlineData("7 point briefing", PublicationKind.SevenMinuteBriefing)]
    [InlineData("Seven Minute Learning", PublicationKind.SevenMinuteBriefing)]
    [InlineData("LSCB media statement child K", PublicationKind.PressStatement)]
    [InlineData("Chair’s statement", PublicationKind.PressStatement)]
    [InlineData("A statement from Independent Chair regarding Family T", PublicationKind.PressStatement)]
    [InlineData("Action taken in response to the Serious Case Review", PublicationKind.BoardResponse)]
    [InlineData("LSCB Learning and Improvement – Child I", PublicationKind.BoardResponse)]
    [InlineData("HSCP response to the report", PublicationKind.BoardResponse)]
    [InlineData("Agency statements re Baby E", PublicationKind.AgencyStatements)]
    [InlineData("Multi-agency Action Plan", PublicationKind.ActionPlan)]
    [InlineData("Summary of multi-agency progress in respect of Theo", PublicationKind.SummaryOfProgress)]
    [InlineData("Summary Timeline", PublicationKind.Timeline)]
    [InlineData("Terms of Reference", PublicationKind.TermsOfReference)]
    [InlineData("SUDI Infographic", PublicationKind.Infographic)]
    [InlineData("Learning slides", PublicationKind.Slides)]
    [InlineData("Easy Read summary", PublicationKind.EasyRead)]
    [InlineData("Recommendations", PublicationKind.RecommendationsOnly)]
    [InlineData("Video briefing: Michael", PublicationKind.Video)]
    [InlineData("Local Learning Review: Baby N", null)]
    [InlineData("SCR Child G", null)]
    public void A_text_names_a_kind(string text, string? kind) => Assert.Equal(kind, PublicationKinds.Of(text));

    [Theory]
    [InlineData("Overview Reports and Statements", null)]
    [InlineData("Available reports:", PublicationKind.OverviewReport)]
    [InlineData("7 Minute Briefings", PublicationKind.SevenMinuteBriefing)]
    public void A_heading_gives_its_kind_only_if_it_names_one(string text, string? kind) => Assert.Equal(kind, PublicationKinds.OfGroup(text));

    [Theory]
    [InlineData("https://a.example/x/Child-W.PDF", "", "pdf")]
    [InlineData("https://a.example/x.pdf?index=true", "", "pdf")]
    [InlineData("https://a.example/?wpdmdl=44", "PDF 1.1 MB", "pdf")]
    [InlineData("https://a.example/?wpdmdl=44", "1.1 MB", null)]
    [InlineData("https://a.example/child-k/", "", "html")]
    [InlineData("https://a.example/child-k", "", "html")]
    [InlineData("https://a.example/getdoc.ashx", "", null)]
    [InlineData("https://a.example/reportdoc.docx", "CPR Report.doc", "docx")]
    public void The_address_says_the_format_before_the_page_does(string url, string stated, string? format) =>
        Assert.Equal(format, PublicationFormats.Of(url, stated));

    [Theory]
    [InlineData("Download", true)]
    [InlineData("Click here to read more", true)]
    [InlineData("here", true)]
    [InlineData("Thea", false)]
    [InlineData("Child K", false)]
    [InlineData("Download the report", false)]
    public void Button_words_name_nothing(string text, bool isButton) => Assert.Equal(isButton, LinkText.IsButton(text));

    [Theory]
    [InlineData("There are no partnership review reports at this time.", true)]
    [InlineData("There have not been any Serious Case Reviews published in the last 12 months and as such no reports are currently available.", true)]
    [InlineData("No reviews have been published.", true)]
    [InlineData("There are currently no published reviews.", true)]
    [InlineData("None at present.", true)]
    [InlineData("There is no single way to carry out a review.", false)]
    [InlineData("Reviews are published for twelve months.", false)]
    public void A_sentence_says_that_there_is_nothing(string text, bool nothing) => Assert.Equal(nothing, EmptySections.SaysNothing(text));
}
