using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using ArchiveIndexer.Archiving;
using Spectre.Console;

namespace ArchiveIndexer.Benchmarks.Endurance;

/// <summary>
/// The whole service killed again and again at random moments: while it starts, crawls, reads, indexes and answers. What was acknowledged
/// must be there after each, and once; after every fourth the service is let finish, and everything must be found and verified.
/// </summary>
internal static class ServiceKills
{
    private const string Board = "thornshire";
    private const int KillsInALife = 4;
    private static readonly TimeSpan ReadyLimit = TimeSpan.FromSeconds(10);

    public static Command Create()
    {
        var times = new Option<int>("--times") { Description = "How often.", DefaultValueFactory = _ => 1000 };
        var seed = new Option<int>("--seed") { DefaultValueFactory = _ => 1 };
        var command = new Command("service-kills", "Kills the serving program at random moments; then looks at what is left.") { times, seed };
        command.SetAction(async (typed, cancellation) =>
        {
            var result = await RunAsync(typed.GetValue(times), typed.GetValue(seed), Console.Error.WriteLine, cancellation);
            foreach (var line in result.Wrong) AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[red]{line}[/]");
            Console.WriteLine(result.Sentence);
            return result.Wrong.Count == 0 && result.SlowestReady < ReadyLimit ? 0 : 1;
        });
        return command;
    }

    /// <summary>How it went.</summary>
    /// <param name="Kills">How often the service was killed.</param>
    /// <param name="WhileStarting">Of those, before it was ready.</param>
    /// <param name="Acknowledged">Files that the archive had acknowledged when it was killed, over all kills.</param>
    /// <param name="Answered">Searches that were answered in between.</param>
    /// <param name="SlowestReady">The longest time from a start after a kill until it was ready.</param>
    /// <param name="Wrong">A sentence for each thing that is not as it must be.</param>
    internal sealed record Result(int Kills, int WhileStarting, int Acknowledged, int Answered, TimeSpan SlowestReady, IReadOnlyList<string> Wrong)
    {
        public string Sentence => string.Create(CultureInfo.InvariantCulture,
            $"{Kills} kills, {WhileStarting} of them before the service was ready; {Acknowledged} files acknowledged at those moments, {Answered} searches answered in between; ready again within {SlowestReady.TotalSeconds:0.0} s at most; {Wrong.Count} wrong.");
    }

    public static async Task<Result> RunAsync(int times, int seed, Action<string> say, CancellationToken cancellation)
    {
        var random = new Random(seed);
        var (whileStarting, acknowledged, answered, slowest, wrong) = (0, 0, 0, TimeSpan.Zero, new List<string>());
        var expected = 0;
        for (var done = 0; done < times;)
        {
            var data = Directory.CreateTempSubdirectory("kills-").FullName;
            var settings = new Dictionary<string, string> { ["Sample__Port"] = $"{ServedProgram.FreePort()}" };
            try
            {
                var kept = new HashSet<EditionKept>();
                for (var life = 0; life < KillsInALife && done < times; life++, done++)
                {
                    await using var program = ServedProgram.Start(data, settings);
                    if (random.Next(4) == 0)
                    {
                        whileStarting++;
                        await Task.Delay(random.Next(1500), cancellation);
                    }
                    else
                    {
                        slowest = Longer(slowest, await program.ReadyAsync(cancellation));
                        if (life > 0) await program.CrawlAsync(Board, cancellation);
                        answered += await SearchAsync(program, TimeSpan.FromMilliseconds(random.Next(5000)), problem => wrong.Add($"kill {done}: {problem}"), cancellation);
                    }
                    await program.KillAsync();
                    wrong.AddRange(Left(data, kept).Select(problem => $"kill {done}: {problem}"));
                    acknowledged += kept.Count;
                    say($"{done + 1}/{times}: {kept.Count} files acknowledged");
                }
                await using (var last = ServedProgram.Start(data, settings))
                {
                    slowest = Longer(slowest, await last.ReadyAsync(cancellation));
                    var crawl = await last.CrawledAsync(await last.CrawlAsync(Board, cancellation), TimeSpan.FromMinutes(2), cancellation);
                    var found = await SettledAsync(last, cancellation);
                    if (expected == 0) expected = found.Count;
                    if (crawl.GetProperty("problem").ValueKind is JsonValueKind.String) wrong.Add($"after kill {done}: {crawl.GetProperty("problem")}");
                    if (found.Count != expected || found.Distinct().Count() != found.Count) wrong.Add($"after kill {done}: {found.Count} found, {found.Distinct().Count()} of them different; {expected} before");
                }
                var verified = await Measured.RunAsync("dotnet", [Path.Combine(AppContext.BaseDirectory, "archive.dll"), "verify", "--data", data, "--json"], TimeSpan.FromMinutes(2), settings);
                // An object that no capture speaks of is what a kill between the two leaves; it is said, and is no loss.
                wrong.AddRange(JsonDocument.Parse(verified!).RootElement.GetProperty("problems").EnumerateArray().Select(problem => problem.GetString()!)
                    .Where(problem => !problem.Contains("no capture speaks of", StringComparison.Ordinal)).Select(problem => $"after kill {done}: {problem}"));
            }
            finally
            {
                Directory.Delete(data, recursive: true);
            }
        }
        return new(times, whileStarting, acknowledged, answered, slowest, wrong);
    }

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;

    /// <summary>Searches for so long; every answer must be one.</summary>
    private static async Task<int> SearchAsync(ServedProgram program, TimeSpan howLong, Action<string> wrong, CancellationToken cancellation)
    {
        var answered = 0;
        using var clock = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        clock.CancelAfter(howLong);
        string[] addresses = ["/search?q=child", "/api/search?q=neglect", "/api/search", "/recommendations", "/boards"];
        try
        {
            while (true)
            {
                using var answer = await program.Client.GetAsync(new Uri(addresses[answered % addresses.Length], UriKind.Relative), clock.Token);
                if (!answer.IsSuccessStatusCode) wrong($"{addresses[answered % addresses.Length]} answers {(int)answer.StatusCode}");
                answered++;
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return answered;
        }
    }

    /// <summary>What the archive has after a kill: all that it had acknowledged before, and nothing twice.</summary>
    private static List<string> Left(string data, HashSet<EditionKept> kept)
    {
        var wrong = new List<string>();
        if (DataFolder.Find(data) is not { } folder) return kept.Count == 0 ? wrong : ["the archive is gone"];
        using var archive = new FileArchive(folder);
        var now = archive.Events().OfType<EditionKept>().ToList();
        wrong.AddRange(kept.Except(now).Select(lost => $"{lost.Publication} is not in the log any more"));
        wrong.AddRange(now.Where(one => !archive.Has(one.Sha256)).Select(one => $"the bytes of {one.Publication} are not there"));
        wrong.AddRange(now.GroupBy(one => (one.Publication, one.Sha256)).Where(same => same.Count() > 1).Select(same => $"{same.Key.Publication} was kept {same.Count()} times"));
        kept.UnionWith(now);
        return wrong;
    }

    /// <summary>What is found once it does not change any more: what a crawl leaves to do is done after its end.</summary>
    private static async Task<List<string>> SettledAsync(ServedProgram program, CancellationToken cancellation)
    {
        List<string> before = [], now = await FoundAsync(program, cancellation);
        while (!now.SequenceEqual(before))
        {
            await Task.Delay(1000, cancellation);
            (before, now) = (now, await FoundAsync(program, cancellation));
        }
        return now;
    }

    private static async Task<List<string>> FoundAsync(ServedProgram program, CancellationToken cancellation) =>
        [.. (await program.JsonAsync("/api/search?size=100", cancellation)).GetProperty("hits").EnumerateArray().Select(hit => hit.GetProperty("publication").GetProperty("id").GetString()!)];
}
