using ArchiveIndexer.Benchmarks.Endurance;

namespace ArchiveIndexer.Tests.EndToEnd;

/// <summary>The first calls by which bytes reach the disk, failing one by one: see docs/endurance.md. Long in CI, a sample elsewhere.</summary>
public sealed class FaultyCallsTests
{
    private static readonly bool IsCi = Environment.GetEnvironmentVariable("CI") == "true";

    [SkippableTheory]
    [InlineData("write", 50)]
    [InlineData("flush", 40)]
    [InlineData("rename", 3)]
    public async Task A_crawl_whose_nth_call_fails_or_is_its_last_loses_nothing(string kind, int most)
    {
        Skip.If(!IsCi && !OnPath("strace"), "No strace: apt-get install strace.");
        var (hit, wrong) = (0, new List<string>());
        // A sample takes every eighth; the faults come in turn.
        for (var n = 1; n <= most; n += IsCi || most < 8 ? 1 : 8)
        {
            var fault = FaultyCalls.Faults[n % FaultyCalls.Faults.Length];
            var result = await FaultyCalls.TryAsync(kind, fault, n, publications: 3, CancellationToken.None);
            if (result.Hit) hit++;
            wrong.AddRange(result.Wrong.Select(each => $"{kind} {n} {fault}: {each}"));
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(hit >= (IsCi || most < 8 ? most : most / 8) * 0.6, $"only {hit} were hit");
    }

    private static bool OnPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
}
