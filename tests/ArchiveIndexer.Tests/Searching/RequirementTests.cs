using ArchiveIndexer.Searching;

namespace ArchiveIndexer.Tests.Searching;

public sealed class RequirementTests
{
    [Theory]
    [InlineData("a1")]
    [InlineData("a1 b2 c3")]
    [InlineData("a1 OR b2 OR c3")]
    [InlineData("a1 (b2 OR c3)")]
    [InlineData("a1 -b2")]
    [InlineData("-a1")]
    [InlineData("(a1 b2) OR (c3 -d4)")]
    [InlineData("\"a1 b2\" OR c3 d4")]
    public void It_asks_for_the_same_as_the_query(string text)
    {
        var query = QueryText.Parse(text);
        var required = new Requirement(query.Root);

        for (var parts = 0UL; parts < 1UL << query.Parts.Count; parts++)
        {
            Assert.Equal(query.Root!.Holds(parts), required.Holds(parts));
            if (required.Holds(parts)) Assert.Equal(required.All, required.All & parts);
        }
    }
}
