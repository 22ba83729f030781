using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using ArchiveIndexer.Benchmarks.Endurance;
using Spectre.Console;

namespace ArchiveIndexer.Benchmarks;

/// <summary>The program serving the sample board, as a process of its own on loopback: how soon an answer begins, and how much a page weighs.</summary>
/// <remarks>
/// The time runs from the sending of a request, over a connection that is open already, until the head of the answer has been read; pages
/// and the static file take turns. Weight is what is transferred, the stylesheet counted apart: bodies as sent to a browser, which takes
/// compressed ones, and as they are.
/// </remarks>
internal static class WebSpeedBenchmark
{
    private const string Static = "/site.css";
    private const double FirstByteLimit = 20;
    private const int WeightLimit = 30_000;

    public static Command Create()
    {
        var queries = new Argument<FileInfo>("queries") { Description = "A table whose first column holds queries, such as corpus/queries.tsv." };
        var rounds = new Option<int>("--rounds") { Description = "How often each query is asked.", DefaultValueFactory = _ => 20 };
        var command = new Command("web-speed", "How soon pages begin, beside a static file, and how much they weigh.") { queries, rounds };
        command.SetAction((typed, cancellation) => RunAsync([.. File.ReadLines(typed.GetValue(queries)!.FullName).Skip(1).Select(line => line.Split('\t')[0])], typed.GetValue(rounds), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string[] queries, int rounds, CancellationToken cancellation)
    {
        var data = Directory.CreateTempSubdirectory("web-speed-").FullName;
        try
        {
            await using var program = ServedProgram.Start(data, new Dictionary<string, string> { ["Sample__Port"] = $"{ServedProgram.FreePort()}" });
            using var client = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None, AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = program.Client.BaseAddress };
            client.DefaultRequestHeaders.Add("Accept-Encoding", "gzip, br");
            await program.ReadyAsync(cancellation);
            await program.CrawledAsync(null, TimeSpan.FromMinutes(3), cancellation);
            var soon = await TimesAsync(client, queries, rounds, cancellation);
            var light = await WeightsAsync(client, queries, cancellation);
            return soon && light ? 0 : 3;
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    private static async Task<bool> TimesAsync(HttpClient client, string[] queries, int rounds, CancellationToken cancellation)
    {
        string[] kinds = ["/search?q=", "/recommendations?q=", "/api/search?q="];
        var times = kinds.Prepend(Static).ToDictionary(kind => kind, _ => new List<double>());
        for (var round = -3; round < rounds; round++)
            foreach (var query in queries)
                foreach (var (kind, seen) in times)
                {
                    var milliseconds = await FirstByteAsync(client, kind == Static ? kind : kind + Uri.EscapeDataString(query), cancellation);
                    // The first rounds warm.
                    if (round >= 0) seen.Add(milliseconds);
                }
        var table = new Table { Title = new($"First byte, {queries.Length} queries, {rounds} times each, milliseconds") }.AddColumns("asked", "p50", "p99", "slowest");
        foreach (var (kind, seen) in times)
        {
            seen.Sort();
            table.AddRow(new[] { kind, Text(seen[seen.Count / 2]), Text(seen[seen.Count * 99 / 100]), Text(seen[^1]) }.Select(Markup.Escape).ToArray());
        }
        AnsiConsole.Write(table);
        return times["/search?q="] is var searches && searches[searches.Count * 99 / 100] < FirstByteLimit;
    }

    private static async Task<double> FirstByteAsync(HttpClient client, string address, CancellationToken cancellation)
    {
        var began = Stopwatch.GetTimestamp();
        using var response = await client.GetAsync(new Uri(address, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, cancellation);
        var milliseconds = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        if (!response.IsSuccessStatusCode) throw new InvalidOperationException($"{address} answered {(int)response.StatusCode}.");
        // The rest is read, so that the connection is free for the next.
        await response.Content.CopyToAsync(Stream.Null, cancellation);
        return milliseconds;
    }

    private static async Task<bool> WeightsAsync(HttpClient client, string[] queries, CancellationToken cancellation)
    {
        var hit = (await JsonAsync(client, "/api/search?q=methadone%20storage", cancellation)).GetProperty("hits")[0];
        var (publication, review) = (hit.GetProperty("publication").GetProperty("id").GetString(), hit.GetProperty("review").GetProperty("id").GetString());
        var table = new Table { Title = new("Weight, bytes of the body") }.AddColumns("page", "transferred", "with the stylesheet", "not compressed");
        var sheet = await WeightAsync(client, Static, cancellation);
        foreach (var address in (string[])[Static, "/", "/search", "/recommendations", "/recommendations/similar", $"/reviews/{review}", $"/publications/{publication}", "/boards", "/themes", "/help", "/about", "/accessibility", "/privacy"])
            Row(address, await WeightAsync(client, address, cancellation));
        var searches = new List<(int Sent, int Plain)>();
        foreach (var query in queries) searches.Add(await WeightAsync(client, "/search?q=" + Uri.EscapeDataString(query), cancellation));
        Row($"/search?q=, the heaviest of {queries.Length}", searches.Max());
        Row("/search?q=, the middle one", searches.Order().ElementAt(searches.Count / 2));
        AnsiConsole.Write(table);
        return searches.Max().Sent + sheet.Sent < WeightLimit;

        void Row(string name, (int Sent, int Plain) weight) => table.AddRow(new[] { name, $"{weight.Sent}", name == Static ? "" : $"{weight.Sent + sheet.Sent}", $"{weight.Plain}" }.Select(Markup.Escape).ToArray());
    }

    private static async Task<(int Sent, int Plain)> WeightAsync(HttpClient client, string address, CancellationToken cancellation)
    {
        async Task<int> BytesAsync(string encoding)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, UriKind.Relative));
            request.Headers.TryAddWithoutValidation("Accept-Encoding", encoding);
            using var response = await client.SendAsync(request, cancellation);
            return (await response.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync(cancellation)).Length;
        }
        return (await BytesAsync("gzip, br"), await BytesAsync("identity"));
    }

    private static async Task<JsonElement> JsonAsync(HttpClient client, string address, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, UriKind.Relative));
        request.Headers.TryAddWithoutValidation("Accept-Encoding", "identity");
        using var response = await client.SendAsync(request, cancellation);
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync(cancellation)).RootElement;
    }

    private static string Text(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);
}
