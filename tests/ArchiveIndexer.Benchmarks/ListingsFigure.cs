using System.CommandLine;
using System.Text.Json;
using ArchiveIndexer.Crawling;
using Spectre.Console;

namespace ArchiveIndexer.Benchmarks;

/// <summary>How much of a folder of reviews pages (NAME.html with NAME.expected.json and index.json) is read right, field by field.</summary>
internal static class ListingsFigure
{
    private static readonly string[] Fields = ["linkText", "url", "section", "reviewType", "review", "kind", "published", "format"];
    private static readonly Argument<string> Folder = new("FOLDER") { Description = "The pages and their truth." };
    private static readonly Option<bool> Show = new("--differences") { Description = "Print each field that differs." };

    public static Command Create()
    {
        var command = new Command("listings", "The share of right fields on reviews pages with known truth.") { Folder, Show };
        command.SetAction(typed => Run(typed.GetValue(Folder)!, typed.GetValue(Show)));
        return command;
    }

    private static int Run(string folder, bool show)
    {
        var table = new Table().AddColumns("page", "publications", "fields right", "of", "other links right", "of", "board", "empty sections", "warnings");
        var (right, all) = (0, 0);
        foreach (var page in JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "index.json"))).RootElement.EnumerateArray())
        {
            string Named(string field) => page.GetProperty(field).GetString()!;
            var expected = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, Named("expected")))).RootElement;
            var reading = ReviewsPage.Read(File.ReadAllBytes(Path.Combine(folder, Named("file"))), null, new Uri(Named("url")));
            var ours = JsonSerializer.SerializeToElement(reading.Publications, JsonSerializerOptions.Web).EnumerateArray().ToDictionary(publication => publication.GetProperty("url").GetString()!);
            var truth = expected.GetProperty("publications").EnumerateArray().ToList();
            var hits = 0;
            foreach (var publication in truth)
                foreach (var field in Fields)
                {
                    var wanted = publication.GetProperty(field).GetString();
                    var got = ours.TryGetValue(publication.GetProperty("url").GetString()!, out var found) ? found.GetProperty(field).GetString() : "(not found)";
                    if (wanted == got) hits++;
                    else if (show) Console.Error.WriteLine($"{Named("name")}: {publication.GetProperty("linkText").GetString()}: {field} is {got ?? "null"}, wanted {wanted ?? "null"}");
                }
            // A publication that is none counts as wrong in every field.
            var fields = Fields.Length * (truth.Count + ours.Keys.Except(truth.Select(publication => publication.GetProperty("url").GetString()!)).Count());
            static IEnumerable<string> Texts(JsonElement list, string? field = null) => list.EnumerateArray().Select(item => (field is null ? item : item.GetProperty(field)).GetString()!);
            var links = expected.GetProperty("otherLinks").EnumerateArray().Select(link => (link.GetProperty("url").GetString(), link.GetProperty("why").GetString())).ToHashSet();
            var linksRight = reading.OtherLinks.Count(link => links.Contains((link.Url, link.Why)));
            var linksAll = links.Select(link => link.Item1).Union(reading.OtherLinks.Select(link => link.Url)).Count();
            table.AddRow([.. new[]
            {
                Named("name"), $"{truth.Count}", $"{hits}", $"{fields}", $"{linksRight}", $"{linksAll}", Mark(expected.GetProperty("board").GetString() == reading.Board),
                Mark(Texts(expected.GetProperty("emptySections")).SequenceEqual(reading.EmptySections)),
                Mark(Texts(expected.GetProperty("warnings")).Select(Keyword).SequenceEqual(reading.Warnings.Select(Keyword))),
            }.Select(Markup.Escape)]);
            (right, all) = (right + hits, all + fields);
        }
        AnsiConsole.Write(table);
        Console.WriteLine($"{right} of {all} fields right ({100.0 * right / Math.Max(all, 1):0.0} %)");
        return 0;
    }

    private static string Mark(bool isRight) => isRight ? "right" : "WRONG";

    private static string Keyword(string warning) => warning.Split(':')[0];
}
