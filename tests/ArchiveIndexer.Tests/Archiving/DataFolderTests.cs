using ArchiveIndexer.Archiving;
using ArchiveIndexer.Tests.Support;

namespace ArchiveIndexer.Tests.Archiving;

public sealed class DataFolderTests : IDisposable
{
    private readonly TemporaryFolder _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void A_second_owner_is_refused_until_the_first_has_gone()
    {
        var folder = new DataFolder(_place.Path);
        var first = folder.TakeOwnership();
        var refusal = Assert.Throws<ArchiveInUseException>(() => new DataFolder(_place.Path).TakeOwnership());
        Assert.Contains(_place.Path, refusal.Message, StringComparison.Ordinal);
        first.Dispose();
        new DataFolder(_place.Path).TakeOwnership().Dispose();
    }

    [Fact]
    public void Trouble_with_the_lock_that_is_nobody_elses_is_told_as_what_it_is()
    {
        var folder = new DataFolder(_place.Path);
        Directory.Delete(folder.Locks);
        File.WriteAllText(folder.Locks, "");
        var trouble = Assert.ThrowsAny<Exception>(folder.TakeOwnership);
        Assert.IsNotType<ArchiveInUseException>(trouble);
    }

    [Fact]
    public void A_file_where_the_folder_should_be_is_said_so()
    {
        File.WriteAllText(_place.File("data"), "");
        Assert.ThrowsAny<IOException>(() => new DataFolder(_place.File("data")));
    }

    [Fact]
    public void Leftovers_of_an_interrupted_run_are_swept()
    {
        var folder = new DataFolder(_place.Path);
        File.WriteAllText(Path.Combine(folder.Temporary, "1-x.part"), "half");
        folder.SweepTemporary();
        Assert.Empty(Directory.EnumerateFiles(folder.Temporary));
    }

    [Fact]
    public void A_projection_is_set_aside_with_its_companions_or_thrown_away()
    {
        var folder = new DataFolder(_place.Path);
        string[] files = ["", "-wal", "-shm"];
        foreach (var end in files) File.WriteAllText(folder.CatalogueFile + end, end);
        var aside = DataFolder.SetAside(folder.CatalogueFile, Given.Start);
        Assert.All(files, end => Assert.Equal(end, File.ReadAllText(aside + end)));
        Assert.All(files, end => Assert.False(File.Exists(folder.CatalogueFile + end)));
        DataFolder.Discard(aside);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Derived));
        Directory.CreateDirectory(folder.Index);
        DataFolder.Discard(DataFolder.SetAside(folder.Index, Given.Start));
        DataFolder.Discard(folder.Index);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Derived));
    }
}
