using System.CommandLine;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using ArchiveIndexer.Extracting;
using Spectre.Console;

namespace ArchiveIndexer.Benchmarks;

/// <summary>How many of a file's recommendations are found, and how many of what is found are recommendations, against folders of truth (NAME.recommendations.json).</summary>
internal static class RecommendationsFigure
{
    private static readonly Argument<string[]> Folders = new("FOLDER") { Description = "Folders with PDFs; searched for the names in the truth.", Arity = ArgumentArity.OneOrMore };
    private static readonly Option<string[]> Truths = new("--truth") { Description = "Folders with NAME.recommendations.json.", AllowMultipleArgumentsPerToken = true, Required = true };
    private static readonly Option<bool> Show = new("--differences") { Description = "Print each record that is missing, too many, or on another page." };

    private sealed record Truth(string Document, IReadOnlyList<Wanted> Recommendations);

    private sealed record Wanted(string? Kind, string? Number, [property: JsonPropertyName("first_words")] string FirstWords, int Page, [property: JsonPropertyName("also_on_page")] int? AlsoOnPage, IReadOnlyList<string>? Addressees);

    private sealed class Score
    {
        internal int Wanted, Found, Right, Pages, Asked, Addressed;
        internal double Recall => Wanted == 0 ? 1 : (double)Right / Wanted;
        internal double Precision => Found == 0 ? 1 : (double)Right / Found;

        internal void Add(Score other) =>
            (Wanted, Found, Right, Pages, Asked, Addressed) = (Wanted + other.Wanted, Found + other.Found, Right + other.Right, Pages + other.Pages, Asked + other.Asked, Addressed + other.Addressed);
    }

    public static Command Create()
    {
        var command = new Command("recommendations", "Precision and recall of recommendations, findings, learning points and questions on files with known truth.") { Folders, Truths, Show };
        command.SetAction(typed => Run(typed.GetValue(Folders)!, typed.GetValue(Truths)!, typed.GetValue(Show)));
        return command;
    }

    private static int Run(string[] folders, string[] truths, bool show)
    {
        var files = folders.SelectMany(f => Directory.EnumerateFiles(f, "*", SearchOption.AllDirectories)).Where(f => f.EndsWith(".pdf", StringComparison.OrdinalIgnoreCase))
            .ToDictionary(f => Path.GetFileNameWithoutExtension(f), StringComparer.OrdinalIgnoreCase);
        var (all, worst) = (new Score(), 1.0);
        foreach (var folder in truths)
        {
            var table = new Table().Title(Path.GetFileName(Path.TrimEndingDirectorySeparator(folder))).AddColumns("file", "printed", "found", "right", "precision", "recall", "page right", "addressees right", "of");
            var sum = new Score();
            foreach (var path in Directory.EnumerateFiles(folder, "*.recommendations.json").Order(StringComparer.Ordinal))
            {
                var truth = JsonSerializer.Deserialize<Truth>(File.ReadAllText(path), JsonSerializerOptions.Web)!;
                var name = Path.GetFileNameWithoutExtension(truth.Document);
                if (!files.TryGetValue(name, out var file))
                {
                    Console.Error.WriteLine($"{name}.pdf is in none of the folders.");
                    continue;
                }
                var score = Compare(name, truth.Recommendations, RecordsOf(file), show);
                Row(table, name, score);
                sum.Add(score);
                worst = Math.Min(worst, Math.Min(score.Precision, score.Recall));
            }
            Row(table, "all", sum);
            AnsiConsole.Write(table);
            all.Add(sum);
        }
        Console.WriteLine($"{all.Right} of {all.Wanted} found, {all.Found - all.Right} too many: precision {all.Precision:0.000}, recall {all.Recall:0.000}, pages {(double)all.Pages / Math.Max(1, all.Right):0.000}; the worst of a file {worst:0.00}");
        return 0;
    }

    private static IReadOnlyList<Recommendation> RecordsOf(string file)
    {
        try
        {
            return PdfTextExtractor.Extract(File.ReadAllBytes(file)).Recommendations;
        }
        catch (RejectedException e)
        {
            Console.Error.WriteLine($"{file}: {e.Message}");
            return [];
        }
    }

    private static Score Compare(string name, IReadOnlyList<Wanted> wanted, IReadOnlyList<Recommendation> ours, bool show)
    {
        // Where the truth names only recommendations, only they are counted.
        var kinds = wanted.Any(w => w.Kind is not null) || wanted.Count == 0;
        var left = ours.Where(r => kinds || r.Kind == RecommendationKind.Recommendation).ToList();
        var score = new Score { Wanted = wanted.Count, Found = left.Count };
        foreach (var want in wanted)
        {
            var words = Normal(want.FirstWords);
            var hit = left.FindIndex(r => Normal(r.Text).StartsWith(words, StringComparison.Ordinal) && (want.Number is null || want.Number == r.Number) && r.Kind == (want.Kind ?? RecommendationKind.Recommendation)
                && (r.Page == want.Page || r.AlsoOnPages.Contains(want.Page)));
            if (hit < 0) hit = left.FindIndex(r => Normal(r.Text).StartsWith(words, StringComparison.Ordinal) && (want.Number is null || want.Number == r.Number) && r.Kind == (want.Kind ?? RecommendationKind.Recommendation));
            if (hit < 0)
            {
                if (show) Console.Error.WriteLine($"{name}: missing {want.Kind} {want.Number} (page {want.Page}): {want.FirstWords}");
                continue;
            }
            var found = left[hit];
            left.RemoveAt(hit);
            score.Right++;
            if (found.Page == want.Page && (want.AlsoOnPage is not { } also || found.AlsoOnPages.Contains(also))) score.Pages++;
            else if (show) Console.Error.WriteLine($"{name}: {want.Number} begins on page {found.Page} (also {string.Join(", ", found.AlsoOnPages)}), wanted {want.Page} (also {want.AlsoOnPage}): {want.FirstWords}");
            if (want.Addressees is null) continue;
            score.Asked++;
            if (want.Addressees.Order().SequenceEqual(found.Addressees.Order())) score.Addressed++;
            else if (show) Console.Error.WriteLine($"{name}: {want.Number} is addressed to [{string.Join("; ", found.Addressees)}], wanted [{string.Join("; ", want.Addressees)}]: {want.FirstWords}");
        }
        if (show) foreach (var extra in left) Console.Error.WriteLine($"{name}: too many: {extra.Kind} {extra.Number} (page {extra.Page}): {extra.Text[..Math.Min(90, extra.Text.Length)].ReplaceLineEndings(" ")}");
        return score;
    }

    private static void Row(Table table, string name, Score score) => table.AddRow([.. new[]
    {
        name, $"{score.Wanted}", $"{score.Found}", $"{score.Right}", $"{score.Precision:0.000}", $"{score.Recall:0.000}", $"{score.Pages}", $"{score.Addressed}", $"{score.Asked}",
    }.Select(Markup.Escape)]);

    private static string Normal(string text)
    {
        var normal = new StringBuilder(text.Length);
        foreach (var c in text) if (char.IsLetterOrDigit(c)) normal.Append(char.ToLowerInvariant(c));
        return normal.ToString();
    }
}
