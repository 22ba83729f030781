using ArchiveIndexer.Archiving;
using ArchiveIndexer.Host;
using ArchiveIndexer.Tests.Support;

namespace ArchiveIndexer.Tests;

/// <summary>Bytes that are destroyed by order stay destroyed: after a rebuild, in the backup, after a restore, and when the board lists them again.</summary>
public sealed class ErasuresTests
{
    private static readonly byte[] Good = File.ReadAllBytes(Path.Combine(Repository.SampleSite, "wp-content/uploads/2019/09/Child-JX-Press-Statement.pdf"));
    private static readonly byte[] Another = [.. Good, .. "\n% another\n"u8];
    private static readonly Decision Order = new("Ann", "Order 17 of the court");

    [Fact]
    public async Task Two_persons_and_nothing_is_left_anywhere()
    {
        await using var site = await SiteAsync();
        using var data = new TemporaryFolder();
        string id, erased;
        await using (var rooms = await CrawledAsync(data, site))
        {
            (id, erased) = (IdOf(rooms, "report0"), Sha256Of(Good));
            Assert.Contains("Suspend", Refused(() => rooms.Erasures.Ask(id, Order)), StringComparison.Ordinal);
            rooms.Stewardship.Suppress(id, Order);
            Assert.Contains("Nobody has asked", Refused(() => rooms.Erasures.Confirm(id, "Ben")), StringComparison.Ordinal);
            rooms.Erasures.Ask(id, Order);
            Assert.Contains("already", Refused(() => rooms.Erasures.Ask(id, Order)), StringComparison.Ordinal);
            foreach (var same in (string[])["Ann", " ann "]) Assert.Contains("somebody else", Refused(() => rooms.Erasures.Confirm(id, same)), StringComparison.Ordinal);
            Assert.Contains("Take that back first", (await Assert.ThrowsAsync<RefusedException>(() => rooms.Stewardship.RestoreAsync(id, Order, default))).Message, StringComparison.Ordinal);
            Assert.True(rooms.Archive.Has(erased));
            Assert.NotEmpty(Files(data, erased));

            rooms.Erasures.Confirm(id, "Ben");

            Assert.False(rooms.Archive.Has(erased));
            Assert.Empty(Files(data, erased));
            var record = rooms.Catalogue.FindPublication(id)!;
            Assert.Equal((PublicationStatus.Suppressed, "Ben", Order.Why, 0), (record.Status, record.Erasure!.By, record.Erasure.Why, record.Editions.Count));
            Assert.Empty(new Verification(rooms).Problems(default));
            Assert.Contains("nothing of it", (await Assert.ThrowsAsync<RefusedException>(() => rooms.Stewardship.RestoreAsync(id, Order, default))).Message, StringComparison.Ordinal);
            Assert.DoesNotContain(erased, File.ReadAllText(new DataFolder(data.Path).Manifest), StringComparison.Ordinal);
        }
        var folder = new DataFolder(data.Path);
        foreach (var projection in (string[])[folder.CatalogueFile, folder.Texts, folder.Index]) DataFolder.Discard(projection);
        await using var again = Open(data, site);
        await again.Pipeline.FinishAsync(again: true, null, default);
        Assert.Empty(new Verification(again).Problems(default));
        Assert.Equal(("Ben", 0), (again.Catalogue.FindPublication(id)!.Erasure!.By, again.Catalogue.FindPublication(id)!.Editions.Count));
        Assert.Single(again.Searcher.All(new()));
    }

    [Fact]
    public async Task The_next_crawl_does_not_bring_it_back_from_any_address()
    {
        await using var site = await SiteAsync();
        using var data = new TemporaryFolder();
        await using var rooms = await CrawledAsync(data, site);
        var id = Erase(rooms, "report0");
        site.On("/report1.pdf", Answer.Bytes(Good));
        await rooms.Pipeline.CrawlAsync(site.Board, int.MaxValue, null, default);

        Assert.False(rooms.Archive.Has(Sha256Of(Good)));
        Assert.Equal(RejectionReason.ErasedByOrder, rooms.Catalogue.FindPublication(id)!.Rejection!.Reason);
        var other = rooms.Catalogue.FindPublication(IdOf(rooms, "report1"))!;
        Assert.Equal((RejectionReason.ErasedByOrder, Sha256Of(Another)), (other.Rejection!.Reason, other.Edition!.Sha256));
        Assert.Contains("erased by order on", (await Assert.ThrowsAsync<RefusedException>(() =>
            rooms.Stewardship.UploadAsync(new MemoryStream(Good), new("faulty", "Again", "", "", "", "", ""), Order, default))).Message, StringComparison.Ordinal);
        Assert.Empty(new Verification(rooms).Problems(default));

        // Other bytes, perhaps the board's own redacted version, are kept out of sight until a steward has looked at them.
        site.On("/report0.pdf", Answer.Bytes([.. Good, .. "\n% redacted\n"u8]));
        await rooms.Pipeline.CrawlAsync(site.Board, int.MaxValue, null, default);
        Assert.Equal((PublicationStatus.Suppressed, 1), (rooms.Catalogue.FindPublication(id)!.Status, rooms.Catalogue.FindPublication(id)!.Editions.Count));
        await rooms.Stewardship.RestoreAsync(id, Order, default);
        Assert.Contains(rooms.Searcher.All(new()), hit => hit.PublicationId == id);
    }

    [Fact]
    public async Task The_backup_loses_it_too_and_what_is_restored_does_not_have_it()
    {
        await using var site = await SiteAsync();
        using var data = new TemporaryFolder();
        using var backup = new TemporaryFolder();
        await using (var rooms = await CrawledAsync(data, site))
        {
            await PlainFiles.Of(rooms.Folder).CopyToAsync(PlainFiles.Backup(backup.Path), (_, _, _) => { }, default);
            Assert.NotEmpty(Files(backup, Sha256Of(Good)));
            Erase(rooms, "report0");
            var (copied, destroyed, problems) = await PlainFiles.Of(rooms.Folder).CopyToAsync(PlainFiles.Backup(backup.Path), (_, _, _) => { }, default);
            Assert.Equal((0, 1, 0), (copied, destroyed, problems.Count));
        }
        Assert.Empty(Files(backup, Sha256Of(Good)));
        Assert.Single(File.ReadLines(new DataFolder(backup.Path).Manifest), line => line.StartsWith(Sha256Of(Another), StringComparison.Ordinal));
        // Somebody puts it back by hand.
        var stray = Path.Combine(backup.Path, "objects", "sha256", Sha256Of(Good)[..2], Sha256Of(Good)[2..4]);
        await File.WriteAllBytesAsync(Path.Combine(Directory.CreateDirectory(stray).FullName, Sha256Of(Good)), Good);
        using (var archive = new FileArchive(new DataFolder(backup.Path))) Assert.Contains("erased by order", Assert.Single(archive.Verify(default)), StringComparison.Ordinal);
        await using var restored = Open(backup, site);
        Assert.Empty(Files(backup, Sha256Of(Good)));
        Assert.Empty(restored.Archive.Verify(default));
    }

    [Fact]
    public async Task Bytes_that_two_publications_have_go_with_the_second()
    {
        await using var site = await SiteAsync();
        site.On("/report1.pdf", Answer.Bytes(Good));
        using var data = new TemporaryFolder();
        await using var rooms = await CrawledAsync(data, site);
        var (first, second) = (IdOf(rooms, "report0"), IdOf(rooms, "report1"));
        Assert.Equal(second, Assert.Single(rooms.Erasures.AlsoHaving(rooms.Catalogue.FindPublication(first)!)).Publication.Id);
        Erase(rooms, "report0");
        Assert.True(rooms.Archive.Has(Sha256Of(Good)));
        Assert.Equal(second, Assert.Single(rooms.Searcher.All(new())).PublicationId);
        Assert.Empty(new Verification(rooms).Problems(default));
        Erase(rooms, "report1");
        Assert.Empty(Files(data, Sha256Of(Good)));
    }

    [Fact]
    public async Task What_is_declined_is_not_done()
    {
        await using var site = await SiteAsync();
        using var data = new TemporaryFolder();
        await using var rooms = await CrawledAsync(data, site);
        var id = IdOf(rooms, "report0");
        rooms.Stewardship.Suppress(id, Order);
        rooms.Erasures.Ask(id, Order);
        rooms.Erasures.Decline(id, new("Ben", "The order was set aside"));
        Assert.Contains("Nobody has asked", Refused(() => rooms.Erasures.Confirm(id, "Ben")), StringComparison.Ordinal);
        await rooms.Stewardship.RestoreAsync(id, Order, default);
        Assert.True(rooms.Archive.Has(Sha256Of(Good)));
    }

    /// <summary>Every file in the folder that has the hash in its name, or is the bytes.</summary>
    private static IEnumerable<string> Files(TemporaryFolder folder, string sha256) => Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories)
        .Where(path => Path.GetFileName(path).Contains(sha256, StringComparison.Ordinal) || new FileInfo(path).Length == Good.Length && Sha256Of(File.ReadAllBytes(path)) == sha256);

    private static string Erase(Rooms rooms, string name)
    {
        var id = IdOf(rooms, name);
        rooms.Stewardship.Suppress(id, Order);
        rooms.Erasures.Ask(id, Order);
        rooms.Erasures.Confirm(id, "Ben");
        return id;
    }

    private static string IdOf(Rooms rooms, string name) => rooms.Catalogue.AllPublications().Single(record => record.Publication.Listed.Url.Contains(name, StringComparison.Ordinal)).Publication.Id;

    private static string Refused(Action decide) => Assert.Throws<RefusedException>(decide).Message;

    private static string Sha256Of(byte[] bytes) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes));

    private static async Task<FaultySite> SiteAsync()
    {
        var site = await FaultySite.StartAsync();
        site.On("/reviews", Answer.Text("<!DOCTYPE html><html lang=en><head><title>Serious Case Reviews - Faulty Safeguarding Children Board</title></head><body><main><h1>Serious Case Reviews</h1>"
            + "<p><a href=\"/report0.pdf\">Child N – Overview Report – March 2019</a></p><p><a href=\"/report1.pdf\">Child M – Overview Report – May 2019</a></p></main></body></html>", "text/html"));
        site.On("/report0.pdf", Answer.Bytes(Good));
        site.On("/report1.pdf", Answer.Bytes(Another));
        return site;
    }

    private static async Task<Rooms> CrawledAsync(TemporaryFolder data, FaultySite site)
    {
        var rooms = Open(data, site);
        await rooms.Pipeline.CrawlAsync(site.Board, int.MaxValue, null, default);
        return rooms;
    }

    private static Rooms Open(TemporaryFolder data, FaultySite site) => new(new DataFolder(data.Path), new ArchiveOptions { Reading = new() { Ocr = false }, Crawl = new() { DelayPerHost = TimeSpan.Zero } }, [site.Endpoint], TimeProvider.System, _ => { });
}
