using System.Globalization;
using System.Text;

namespace ArchiveIndexer.Archiving;

/// <summary>
/// Where the index is. Each generation is a folder with a number for its name; the file <c>current</c> names the one that is read. A new
/// one is built beside it and takes its place by the renaming of that file: at every moment, also of a crash, there is one whole index.
/// </summary>
public sealed class IndexGenerations(DataFolder folder)
{
    private const string First = "1";

    private string Pointer => Path.Combine(folder.Index, "current");

    /// <summary>The generation that is read, and written by whoever owns the data folder. There may be no index in it yet.</summary>
    public string Current => Path.Combine(folder.Index, Name());

    /// <summary>The number of the current generation, and its size in bytes.</summary>
    public (int Number, long Bytes) Measure()
    {
        var current = new DirectoryInfo(Current);
        return (int.Parse(current.Name, CultureInfo.InvariantCulture), current.Exists ? current.EnumerateFiles().Sum(Length) : 0);

        static long Length(FileInfo file)
        {
            try
            {
                return file.Length;
            }
            catch (FileNotFoundException)
            {
                // Files go while the index is written.
                return 0;
            }
        }
    }

    /// <summary>An empty place for a generation beside the current one. Call only as the owner of the data folder.</summary>
    public string Begin()
    {
        Sweep();
        var next = int.Parse(Name(), CultureInfo.InvariantCulture) + 1;
        return Path.Combine(folder.Index, next.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Makes a finished and durable generation the current one, and removes the others.</summary>
    public void SwitchTo(string generation)
    {
        DurableWrites.FlushFolder(folder.Index);
        DurableWrites.Replace(Pointer, folder.Temporary, file => file.Write(Encoding.ASCII.GetBytes(Path.GetFileName(generation))));
        Sweep();
    }

    /// <summary>Removes what is not the current generation: what an interrupted rebuild left. Call only as the owner.</summary>
    public void Sweep()
    {
        if (!Directory.Exists(folder.Index)) return;
        foreach (var entry in Directory.EnumerateFileSystemEntries(folder.Index).ToList())
            if (entry != Current && entry != Pointer) DataFolder.Discard(entry);
    }

    /// <summary>Moves a generation that cannot be read out of the way: beside the indexes, where it is not swept.</summary>
    /// <returns>Where it is now.</returns>
    public string SetAside(string generation, DateTimeOffset now)
    {
        var aside = $"{folder.Index}.unusable-{now.UtcDateTime:yyyyMMddTHHmmssfff}";
        Directory.Move(generation, aside);
        return aside;
    }

    // Anything but a number in the file is no name of ours.
    private string Name()
    {
        try
        {
            var name = File.ReadAllText(Pointer);
            return int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? name : First;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return First;
        }
    }
}
