using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using ArchiveIndexer.Archiving;
using ArchiveIndexer.Host;
using ArchiveIndexer.Tests.EndToEnd;
using ArchiveIndexer.Tests.Support;

namespace ArchiveIndexer.Tests.Archiving;

/// <summary>What is exported as WARC, read back by the format's own rules.</summary>
public sealed class WarcFileTests(CrawledSample crawled) : IClassFixture<CrawledSample>
{
    [Fact]
    public async Task Answers_revisits_and_failures_become_the_records_that_the_format_has_for_them()
    {
        using var place = new TemporaryFolder();
        using var archive = new FileArchive(new DataFolder(place.Path));
        var kept = await archive.KeepAsync(new MemoryStream("%PDF-1.7 report"u8.ToArray()), default);
        Capture Of(string outcome, int? status, string? sha256, params (string, string)[] headers) => new()
        {
            Run = "20261122T000000000-board", Board = "board", Url = "http://board.example/r\r\nWARC-Type: x.pdf", At = Given.Day(1), Outcome = outcome, Status = status, Sha256 = sha256, IpAddress = "192.0.2.1",
            Headers = headers.ToDictionary(header => header.Item1, header => header.Item2), Reason = status is null ? RejectionReason.Unreachable : null, Message = "no\r\nanswer",
        };
        var path = Path.Combine(place.Path, "a.warc.gz");
        Capture[] captures =
        [
            Of(CaptureOutcome.Kept, 200, kept.Sha256, ("content-type", "application/pdf"), ("content-encoding", "gzip"), ("content-length", "5"), ("x-odd", "a\r\nb")),
            Of(CaptureOutcome.Identical, 200, kept.Sha256, ("content-type", "application/pdf")), Of(CaptureOutcome.NotModified, 304, kept.Sha256), Of(CaptureOutcome.Kept, 200, new string('e', 64)), Of(CaptureOutcome.Rejected, null, null),
        ];
        using (var warc = new WarcFile(path, archive, Given.Day(2)))
        {
            foreach (var (at, capture) in captures.Index()) warc.Add(capture, at);
            warc.Seal();
            Assert.Equal(6, warc.Count);
        }
        var records = Read(path);
        Assert.Equal(["warcinfo", "response", "revisit", "revisit", "response", "metadata"], records.Select(record => record.Fields["WARC-Type"]));
        Assert.Equal("http://board.example/r  WARC-Type: x.pdf", records[1].Fields["WARC-Target-URI"]);
        Assert.Equal("HTTP/1.1 200 \r\ncontent-type: application/pdf\r\nx-archive-orig-content-encoding: gzip\r\nx-archive-orig-content-length: 5\r\nx-odd: a  b\r\ncontent-length: 15\r\n\r\n%PDF-1.7 report", Encoding.Latin1.GetString(records[1].Block));
        Assert.Equal(["http://netpreserve.org/warc/1.1/revisit/identical-payload-digest", "http://netpreserve.org/warc/1.1/revisit/server-not-modified"], records[2..4].Select(record => record.Fields["WARC-Profile"]));
        Assert.All(records[2..4], record => Assert.Equal((records[1].Fields["WARC-Record-ID"], records[1].Fields["WARC-Date"]), (record.Fields["WARC-Refers-To"], record.Fields["WARC-Refers-To-Date"])));
        Assert.Equal("unspecified", records[4].Fields["WARC-Truncated"]);
        Assert.DoesNotContain("WARC-Payload-Digest", records[4].Fields.Keys);
        Assert.Contains("reason: Unreachable\r\nmessage: no  answer\r\n", Encoding.UTF8.GetString(records[5].Block), StringComparison.Ordinal);
        Assert.Throws<IOException>(() => new WarcFile(path, archive, Given.Day(2)));
        Assert.Equal([path], Directory.GetFiles(place.Path, "a.warc*"));
    }

    [Fact]
    public async Task The_whole_archive_is_exported_but_for_what_is_suspended()
    {
        using var copy = crawled.Copy();
        string hidden;
        await using (var rooms = new Rooms(new DataFolder(copy.Path), new ArchiveOptions { Reading = new() { Ocr = false } }, [], TimeProvider.System, _ => { }))
        {
            hidden = rooms.Catalogue.AllPublications()[0].Edition!.Sha256;
            rooms.Stewardship.Suppress(rooms.Catalogue.AllPublications()[0].Publication.Id, new Decision("Ann", "a name in it"));
        }
        var path = Path.Combine(copy.Path, "out", "archive.warc.gz");
        await using var export = await ArchiveProgram.RunAsync("export", path, "--warc", "--data", copy.Path, "--json");
        Assert.Equal((0, 1), (export.ExitCode, export.Json.GetProperty("left").GetInt32()));
        var records = Read(path);
        Assert.Equal(export.Json.GetProperty("records").GetInt32(), records.Count);
        var whole = records.Where(record => record.Fields["WARC-Type"] == "response" && !record.Fields.ContainsKey("WARC-Truncated")).ToList();
        Assert.Equal(12, whole.Count(record => record.Fields["WARC-Target-URI"].EndsWith(".pdf", StringComparison.OrdinalIgnoreCase)));
        Assert.All(whole, record => Assert.Equal(record.Fields["WARC-Payload-Digest"], "sha256:" + Convert.ToHexStringLower(SHA256.HashData(record.Block.AsSpan(record.Block.AsSpan().IndexOf("\r\n\r\n"u8) + 4)))));
        Assert.DoesNotContain(records, record => record.Fields.GetValueOrDefault("WARC-Payload-Digest") == $"sha256:{hidden}");
        Assert.Equal(records.Count, records.Select(record => record.Fields["WARC-Record-ID"]).Distinct().Count());
    }

    /// <summary>Version line, fields, an empty line, as many bytes as announced, two line ends; and again.</summary>
    private static List<(Dictionary<string, string> Fields, byte[] Block)> Read(string path)
    {
        using var whole = new MemoryStream();
        using (var file = new GZipStream(File.OpenRead(path), CompressionMode.Decompress)) file.CopyTo(whole);
        var bytes = whole.ToArray();
        var records = new List<(Dictionary<string, string>, byte[])>();
        for (var at = 0; at < bytes.Length;)
        {
            var end = at + bytes.AsSpan(at).IndexOf("\r\n\r\n"u8);
            var lines = Encoding.UTF8.GetString(bytes[at..end]).Split("\r\n");
            Assert.Equal("WARC/1.1", lines[0]);
            var fields = lines[1..].Select(line => line.Split(": ", 2)).ToDictionary(field => field[0], field => field[1]);
            var length = int.Parse(fields["Content-Length"], CultureInfo.InvariantCulture);
            records.Add((fields, bytes[(end + 4)..(end + 4 + length)]));
            Assert.Equal($"sha256:{Convert.ToHexStringLower(SHA256.HashData(records[^1].Item2))}", fields["WARC-Block-Digest"]);
            at = end + 4 + length;
            Assert.Equal("\r\n\r\n", Encoding.ASCII.GetString(bytes, at, 4));
            at += 4;
        }
        return records;
    }
}
