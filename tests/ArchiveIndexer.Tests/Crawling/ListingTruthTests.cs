using System.Text.Json;
using ArchiveIndexer.Crawling;
using ArchiveIndexer.Tests.Support;
using Xunit.Abstractions;

namespace ArchiveIndexer.Tests.Crawling;

/// <summary>Reviews pages of thirteen boards against the truth; they are kept beside the checkout and not in it.</summary>
public sealed class ListingTruthTests(ITestOutputHelper output)
{
    // A little under what is reached.
    private const double Floor = 0.98;

    [SkippableTheory]
    [InlineData("oscb-2015")]
    [InlineData("oscb-2019")]
    [InlineData("oscb-2021")]
    public void The_first_boards_pages_are_read_exactly(string name)
    {
        var page = Page.Load(name);
        var read = page.Read();
        Assert.Equal(page.Truth.Board, read.Board);
        Assert.Equal(page.Truth.Publications, read.Publications);
        Assert.Equal(page.Truth.OtherLinks.Select(l => l.Url), read.OtherLinks.Select(l => l.Url));
        Assert.Equal(page.Truth.EmptySections, read.EmptySections);
        Assert.Equal(page.Truth.Warnings.Select(Keyword), read.Warnings.Select(Keyword));
    }

    [SkippableFact]
    public void The_other_boards_pages_are_read_nearly_as_well()
    {
        var names = Page.Names();
        int right = 0, all = 0;
        foreach (var name in names.Where(n => !n.StartsWith("oscb-", StringComparison.Ordinal)))
        {
            var (pageRight, pageAll) = Compare(name);
            output.WriteLine($"{name}: {pageRight} of {pageAll}");
            right += pageRight;
            all += pageAll;
        }
        output.WriteLine($"all: {right} of {all}, {(double)right / all:P1}");
        Assert.True(right >= Floor * all, $"Only {right} of {all} fields are right.");
    }

    // One field each: board, warnings, empty sections; eight for every publication expected or found; one for every other link.
    private (int Right, int All) Compare(string name)
    {
        var page = Page.Load(name);
        var read = page.Read();
        int right = 0, all = 0;
        Count("board", page.Truth.Board, read.Board);
        Count("emptySections", string.Join("|", page.Truth.EmptySections), string.Join("|", read.EmptySections));
        Count("warnings", string.Join("|", page.Truth.Warnings.Select(Keyword)), string.Join("|", read.Warnings.Select(Keyword)));
        var found = read.Publications.ToDictionary(p => p.Url);
        foreach (var truth in page.Truth.Publications)
        {
            found.Remove(truth.Url, out var publication);
            Count($"{truth.Url} found", truth.Url, publication?.Url);
            Count($"{truth.Url} linkText", truth.LinkText, publication?.LinkText ?? "-");
            Count($"{truth.Url} section", truth.Section, publication is null ? "-" : publication.Section);
            Count($"{truth.Url} reviewType", truth.ReviewType, publication is null ? "-" : publication.ReviewType);
            Count($"{truth.Url} review", truth.Review, publication is null ? "-" : publication.Review);
            Count($"{truth.Url} kind", truth.Kind, publication is null ? "-" : publication.Kind);
            Count($"{truth.Url} published", truth.Published, publication is null ? "-" : publication.Published);
            Count($"{truth.Url} format", truth.Format, publication is null ? "-" : publication.Format);
        }
        foreach (var extra in found.Values)
        {
            all += 8;
            output.WriteLine($"  {name}: {extra.Url} is no publication: {extra}");
        }
        var others = read.OtherLinks.Select(l => l.Url).ToHashSet();
        foreach (var truth in page.Truth.OtherLinks) Count("other link", truth.Url, others.Remove(truth.Url) ? truth.Url : null);
        foreach (var extra in others) Count("other link", null, extra);
        var shared = page.Truth.Publications.Select(p => p.Url).Intersect(read.Publications.Select(p => p.Url)).ToList();
        Count("order", string.Join("|", shared), string.Join("|", read.Publications.Select(p => p.Url).Intersect(shared)));
        return (right, all);

        void Count(string field, string? truth, string? got)
        {
            all++;
            if (truth == got) right++;
            else output.WriteLine($"  {name}: {field}: expected {truth ?? "null"}, found {got ?? "null"}");
        }
    }

    private static string Keyword(string warning) => warning.Split(':')[0];

    private sealed record Reading(string? Board, List<ListedPublication> Publications, List<OtherLink> OtherLinks, List<string> EmptySections, List<string> Warnings);

    private sealed record Page(byte[] Html, Uri Address, Reading Truth)
    {
        public ReviewsPageReading Read() => ReviewsPage.Read(Html, "text/html", Address);

        public static IEnumerable<string> Names() => Index().Select(e => e.GetProperty("name").GetString()!);

        public static Page Load(string name)
        {
            var entry = Index().Single(e => e.GetProperty("name").GetString() == name);
            return new Page(
                File.ReadAllBytes(Path.Combine(Folder(), $"{name}.html")), new Uri(entry.GetProperty("url").GetString()!),
                JsonSerializer.Deserialize<Reading>(File.ReadAllText(Path.Combine(Folder(), $"{name}.expected.json")), JsonSerializerOptions.Web)!);
        }

        private static List<JsonElement> Index() =>
            JsonSerializer.Deserialize<List<JsonElement>>(File.ReadAllText(Path.Combine(Folder(), "index.json")))!;

        private static string Folder()
        {
            var index = Repository.Shared("listings", "index.json");
            Skip.If(index.Count == 0, "There is no folder of reviews pages beside this checkout.");
            return Path.GetDirectoryName(index[0])!;
        }
    }
}
