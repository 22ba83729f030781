using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ArchiveIndexer.Extracting;
using Spectre.Console;

namespace ArchiveIndexer.Benchmarks;

/// <summary>
/// Words and their order, page by page, ours against each of <c>pdftotext</c> and <c>mutool draw -F txt</c>; and the pages where
/// ours differs most from both, for a person to look at beside the rendered page: agreement with a peer is not truth.
/// </summary>
/// <remarks>
/// A token is a longest run of letters and digits, compatibility-composed (NFKC), in small letters.
/// <list type="bullet">
/// <item><b>F1</b> of a page: 2 × common / (ours + theirs), tokens counted as often as they stand there. What we list as furniture
/// of the page, figures masked, is taken from the peer's page first, as far as ours lacks it; so are the marks of notes, which ours
/// keeps beside the text, also where the peer joins them to a word.</item>
/// <item><b>Order</b> of a page: of the tokens that stand exactly once in both, the share that lies on the longest run in the
/// same order in both (longest increasing subsequence).</item>
/// </list>
/// A file's figure is the mean over its pages, each weighted by its tokens (of both sides); the folder's is the mean over files.
/// </remarks>
internal static partial class WordsBenchmark
{
    private static readonly TimeSpan PerFile = TimeSpan.FromSeconds(120);

    private static readonly Argument<string[]> Folders = new("FOLDER") { Description = "Folders of PDFs.", Arity = ArgumentArity.OneOrMore };
    private static readonly Option<int> Most = new("--list") { Description = "How many of the pages that differ most from both to list.", DefaultValueFactory = _ => 0 };
    private static readonly Option<int> MostOfOne = new("--of-one") { Description = "At most so many of them from one file.", DefaultValueFactory = _ => 3 };

    public static Command Create()
    {
        var command = new Command("words", "Words and reading order beside pdftotext and mutool.") { Folders, Most, MostOfOne };
        command.SetAction(typed => RunAsync(typed.GetValue(Folders)!, typed.GetValue(Most), typed.GetValue(MostOfOne)));
        return command;
    }

    private sealed record Peer(string Name, Func<string, IEnumerable<string>> Arguments);

    private static readonly Peer[] Peers =
        [new("pdftotext", file => ["-q", file, "-"]), new("mutool", file => ["draw", "-q", "-F", "txt", file])];

    private sealed record Compared(double F1, double Order, int Weight, List<string> OnlyOurs, List<string> OnlyTheirs, int Moved)
    {
        internal int Differing => OnlyOurs.Count + OnlyTheirs.Count + Moved;
    }

    private static async Task<int> RunAsync(string[] folders, int most, int mostOfOne)
    {
        var peers = Peers.Where(peer => Measured.IsInstalled(peer.Name)).ToList();
        foreach (var missing in Peers.Except(peers)) Console.Error.WriteLine($"{missing.Name} is not installed; its columns are left out.");
        if (peers.Count == 0) return 2;
        var table = new Table().AddColumn("file").AddColumn("pages");
        foreach (var peer in peers) table.AddColumn($"{peer.Name} F1").AddColumn($"{peer.Name} order");
        var sums = new double[peers.Count * 2];
        var count = 0;
        var pages = new List<(string File, int Page, Compared[] Peers)>();
        foreach (var file in folders.SelectMany(folder => Directory.EnumerateFiles(folder, "*.pdf", SearchOption.AllDirectories)).Order(StringComparer.Ordinal))
        {
            if (await CompareAsync(file, peers) is not { } compared) continue;
            count++;
            var row = new List<string> { Path.GetFileNameWithoutExtension(file), $"{compared.Count}" };
            for (var i = 0; i < peers.Count; i++)
            {
                var weight = Math.Max(1, compared.Sum(page => page[i].Weight));
                var (f1, order) = (compared.Sum(page => page[i].F1 * page[i].Weight) / weight, compared.Sum(page => page[i].Order * page[i].Weight) / weight);
                sums[2 * i] += f1;
                sums[(2 * i) + 1] += order;
                row.Add(Text(f1));
                row.Add(Text(order));
            }
            table.AddRow([.. row.Select(Markup.Escape)]);
            pages.AddRange(compared.Select((page, i) => (file, i + 1, page)));
        }
        table.AddRow(["mean", $"{pages.Count}", .. sums.Select(sum => Text(sum / Math.Max(1, count)))]);
        AnsiConsole.Write(table);
        var worst = pages.OrderByDescending(page => page.Peers.Min(peer => peer.Differing)).GroupBy(page => page.File).SelectMany(file => file.Take(mostOfOne))
            .OrderByDescending(page => page.Peers.Min(peer => peer.Differing)).Take(most);
        foreach (var (file, page, compared) in worst)
        {
            Console.WriteLine($"{Path.GetFileName(file)} page {page}");
            for (var i = 0; i < peers.Count; i++)
                Console.WriteLine($"  {peers[i].Name,-9} F1 {Text(compared[i].F1)} order {Text(compared[i].Order)}  only ours: {Some(compared[i].OnlyOurs)}  only theirs: {Some(compared[i].OnlyTheirs)}");
        }
        return 0;
    }

    private static async Task<List<Compared[]>?> CompareAsync(string file, List<Peer> peers)
    {
        PublicationText ours;
        try
        {
            ours = PdfTextExtractor.Extract(await File.ReadAllBytesAsync(file));
        }
        catch (RejectedException e)
        {
            Console.Error.WriteLine($"{file}: {e.Reason}");
            return null;
        }
        var furniture = ours.Furniture.SelectMany(f => f.Pages, (f, page) => (page, f.Text)).ToLookup(f => f.page, f => f.Text);
        var compared = ours.Pages.Select(_ => new Compared[peers.Count]).ToList();
        for (var i = 0; i < peers.Count; i++)
        {
            if (await Measured.RunAsync(peers[i].Name, peers[i].Arguments(file), PerFile) is not { } text) return null;
            var theirs = text.Split('\f');
            for (var page = 0; page < compared.Count; page++)
                compared[page][i] = Compare(Tokens(ours.Pages[page].Text), page < theirs.Length ? Tokens(theirs[page]) : [], furniture[page + 1].SelectMany(Tokens),
                    ours.Pages[page].Blocks.SelectMany(b => b.Notes).SelectMany(n => Tokens(n.Mark)));
        }
        return compared;
    }

    private static Compared Compare(List<string> ours, List<string> theirs, IEnumerable<string> furniture, IEnumerable<string> marks)
    {
        var surplus = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var token in theirs) surplus[token] = surplus.GetValueOrDefault(token) + 1;
        foreach (var token in ours) surplus[token] = surplus.GetValueOrDefault(token) - 1;
        foreach (var token in furniture)
        {
            var masked = Digits().IsMatch(token);
            var taken = surplus.FirstOrDefault(s => s.Value > 0 && (masked ? Digits().IsMatch(s.Key) : s.Key == token)).Key;
            if (taken is null) continue;
            surplus[taken]--;
            // The furniture of a page stands at its ends.
            if (theirs.IndexOf(taken) < theirs.Count / 2) theirs.Remove(taken); else theirs.RemoveAt(theirs.LastIndexOf(taken));
        }
        foreach (var mark in marks) TakeMark(mark, surplus, theirs);
        var onlyTheirs = surplus.Where(s => s.Value > 0).SelectMany(s => Enumerable.Repeat(s.Key, s.Value)).ToList();
        var onlyOurs = surplus.Where(s => s.Value < 0).SelectMany(s => Enumerable.Repeat(s.Key, -s.Value)).ToList();
        var both = ours.Count + theirs.Count;
        var f1 = both == 0 ? 1 : (double)(both - onlyOurs.Count - onlyTheirs.Count) / both;
        var (anchors, longest) = SameOrder(ours, theirs);
        return new(f1, anchors == 0 ? 1 : (double)longest / anchors, both, onlyOurs, onlyTheirs, anchors - longest);
    }

    // "12" alone, or behind or before a word that ours has without it.
    private static void TakeMark(string mark, Dictionary<string, int> surplus, List<string> theirs)
    {
        string? joined = null, word = null;
        if (surplus.GetValueOrDefault(mark) > 0) joined = mark;
        else
            foreach (var (token, times) in surplus)
            {
                if (times <= 0 || token.Length <= mark.Length) continue;
                word = token.EndsWith(mark, StringComparison.Ordinal) ? token[..^mark.Length] : token.StartsWith(mark, StringComparison.Ordinal) ? token[mark.Length..] : null;
                if (word is null || surplus.GetValueOrDefault(word) >= 0) continue;
                joined = token;
                break;
            }
        if (joined is null) return;
        surplus[joined]--;
        var at = theirs.IndexOf(joined);
        if (joined == mark) theirs.RemoveAt(at);
        else
        {
            surplus[word!]++;
            theirs[at] = word!;
        }
    }

    private static (int Anchors, int Longest) SameOrder(List<string> ours, List<string> theirs)
    {
        var places = Once(theirs);
        var order = Once(ours).Where(token => places.ContainsKey(token.Key)).OrderBy(token => token.Value).Select(token => places[token.Key]);
        var tails = new List<int>();
        var anchors = 0;
        foreach (var place in order)
        {
            anchors++;
            var at = tails.BinarySearch(place);
            if (~at == tails.Count) tails.Add(place);
            else tails[~at] = place;
        }
        return (anchors, tails.Count);
    }

    private static Dictionary<string, int> Once(List<string> tokens)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < tokens.Count; i++) places[tokens[i]] = places.ContainsKey(tokens[i]) ? -1 : i;
        return places.Where(place => place.Value >= 0).ToDictionary(StringComparer.Ordinal);
    }

    private static List<string> Tokens(string text) => [.. Token().Matches(Whole(text).Normalize(NormalizationForm.FormKC).ToLowerInvariant()).Select(match => match.Value)];

    // Lone surrogates and noncharacters cannot be composed.
    private static string Whole(string text) => text.IsNormalized(NormalizationForm.FormC) ? text : string.Concat(text.EnumerateRunes().Where(rune => rune.Value != 0xFFFD));

    private static string Some(List<string> tokens) => tokens.Count == 0 ? "-" : $"({tokens.Count}) {string.Join(' ', tokens.Take(14))}{(tokens.Count > 14 ? " …" : "")}";

    private static string Text(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"[\p{L}\p{M}\p{N}]+")]
    private static partial Regex Token();

    [GeneratedRegex(@"^(?:\p{N}+|[ivxlc]+)$")]
    private static partial Regex Digits();
}
