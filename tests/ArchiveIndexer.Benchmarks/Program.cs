using System.CommandLine;
using ArchiveIndexer.Benchmarks;
using ArchiveIndexer.Benchmarks.Endurance;
using Spectre.Console;

// A table that is piped into a file has room.
if (Console.IsOutputRedirected) AnsiConsole.Profile.Width = 180;

var root = new RootCommand("Every figure that the README claims, measured beside its peers in one run. Build with -c Release.")
{
    IngestBenchmark.Create(),
    ListingsFigure.Create(),
    WordsBenchmark.Create(), FurnitureBenchmark.Create(),
    HardFiles.Create(),
    AccessibilityFigure.Create(),
    HeadingsFigure.Create(),
    SpeedBenchmark.Create(), SpeedBenchmark.CreateReader(),
    RecommendationsFigure.Create(),
    RelevanceBenchmark.Create(), HostileQueries.Create(), MutatedPages.Create(),
    KillsBenchmark.Create(),
    SearchSpeedBenchmark.Create(),
    WebSpeedBenchmark.Create(),
    ServiceKills.Create(), FaultyCalls.Create(), MutatedPdfs.Create(), LoadBenchmark.Create(),
};
return await root.Parse(args).InvokeAsync();
