using System.Globalization;

namespace ArchiveIndexer.Benchmarks.Endurance;

/// <summary>What processes hold in memory, as Linux's /proc says; nothing elsewhere.</summary>
internal static class ProcessMemory
{
    /// <summary>All that a process has started, and what these have.</summary>
    public static IReadOnlyList<int> Descendants(int parent)
    {
        var parents = new Dictionary<int, int>();
        if (!OperatingSystem.IsLinux()) return [];
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
            if (int.TryParse(Path.GetFileName(folder), out var process) && ParentOf(process) is { } its) parents[process] = its;
        var family = new List<int> { parent };
        for (var i = 0; i < family.Count; i++) family.AddRange(parents.Where(each => each.Value == family[i]).Select(each => each.Key));
        family.RemoveAt(0);
        return family;
    }

    /// <summary>Bytes resident now, and the most that ever were; zeros when the process has ended.</summary>
    public static (long Now, long Most) Of(int process)
    {
        try
        {
            var lines = File.ReadAllLines($"/proc/{process}/status");
            return (Kilobytes(lines, "VmRSS:") * 1024, Kilobytes(lines, "VmHWM:") * 1024);
        }
        catch (IOException)
        {
            return (0, 0);
        }
    }

    private static int? ParentOf(int process)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{process}/stat");
            // The name, in brackets, may hold anything.
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static long Kilobytes(string[] lines, string field) =>
        Array.Find(lines, line => line.StartsWith(field, StringComparison.Ordinal)) is { } line ? long.Parse(line[field.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) : 0;
}
