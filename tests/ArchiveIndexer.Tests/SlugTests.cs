namespace ArchiveIndexer.Tests;

public sealed class SlugTests
{
    [Theory]
    [InlineData("Child R", "child-r")]
    [InlineData("Child L ‘Franklyn’", "child-l-franklyn")]
    [InlineData("Siân – ‘the twins’ & others", "sian-the-twins-others")]
    [InlineData("!!!", "unnamed")]
    [InlineData("half a pair \ud83d end", "half-a-pair-end")]
    public void A_name_becomes_a_piece_of_an_address(string name, string slug) => Assert.Equal(slug, Slug.Of(name));

    [Fact]
    public void Two_pseudonyms_that_differ_in_case_are_two_reviews() =>
        Assert.NotEqual(Review.IdOf("norfolk", "Child AK", "x"), Review.IdOf("norfolk", "Child Ak", "x"));
}
