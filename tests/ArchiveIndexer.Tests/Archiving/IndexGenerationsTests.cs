using ArchiveIndexer.Archiving;
using ArchiveIndexer.Tests.Support;

namespace ArchiveIndexer.Tests.Archiving;

public sealed class IndexGenerationsTests : IDisposable
{
    private readonly TemporaryFolder _place = new();
    private readonly DataFolder _folder;
    private readonly IndexGenerations _generations;

    public IndexGenerationsTests()
    {
        _folder = new DataFolder(_place.Path);
        _generations = new IndexGenerations(_folder);
    }

    public void Dispose() => _place.Dispose();

    private static string Written(string generation, string what)
    {
        Directory.CreateDirectory(generation);
        File.WriteAllText(Path.Combine(generation, "segments_1"), what);
        return generation;
    }

    private string Read() => File.ReadAllText(Path.Combine(new IndexGenerations(_folder).Current, "segments_1"));

    [Fact]
    public void The_old_generation_is_read_until_the_switch_and_gone_after_it()
    {
        var old = Written(_generations.Current, "old");
        var next = Written(_generations.Begin(), "new");
        Assert.NotEqual(old, next);
        Assert.Equal("old", Read());

        _generations.SwitchTo(next);

        Assert.Equal("new", Read());
        Assert.False(Directory.Exists(old));
    }

    [Fact]
    public void A_crash_at_any_moment_leaves_one_whole_index()
    {
        Written(_generations.Current, "old");

        // While the new one is built: it is thrown away.
        Written(_generations.Begin(), "half");
        new IndexGenerations(_folder).Sweep();
        Assert.Equal("old", Read());
        Assert.Equal(2, Directory.EnumerateFileSystemEntries(_folder.Index).Count() + 1);

        // The name of the new one was written and not yet in its place.
        var next = Written(_generations.Begin(), "new");
        File.WriteAllText(Path.Combine(_folder.Temporary, "1-x.part"), Path.GetFileName(next));
        Assert.Equal("old", Read());

        // In its place, and the old one not yet removed.
        File.WriteAllText(Path.Combine(_folder.Index, "current"), Path.GetFileName(next));
        Assert.Equal("new", Read());
        new IndexGenerations(_folder).Sweep();
        Assert.Equal("new", Read());
        Assert.Equal(2, Directory.EnumerateFileSystemEntries(_folder.Index).Count());
    }

    [Fact]
    public void One_that_cannot_be_read_is_set_aside_where_it_is_not_swept()
    {
        var generation = Written(_generations.Current, "broken");
        var aside = _generations.SetAside(generation, Given.Start);
        _generations.Sweep();
        Assert.Equal("broken", File.ReadAllText(Path.Combine(aside, "segments_1")));
        Assert.Equal(generation, _generations.Current);
        Assert.False(Directory.Exists(generation));
    }

    [Theory]
    [InlineData("")]
    [InlineData("../../elsewhere")]
    [InlineData("\0")]
    public void A_name_that_is_none_of_ours_is_not_followed(string name)
    {
        Directory.CreateDirectory(_folder.Index);
        File.WriteAllText(Path.Combine(_folder.Index, "current"), name);
        Assert.Equal(Path.Combine(_folder.Index, "1"), _generations.Current);
    }
}
