using System.Runtime.CompilerServices;

namespace ArchiveIndexer.Tests.Support;

/// <summary>Where the repository's own files are.</summary>
internal static class Repository
{
    /// <summary>The folder that holds the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Files of a folder of real and hostile material that may lie beside the repository; none when it does not, and then checks over it skip themselves.</summary>
    public static IReadOnlyList<string> Shared(string folder, string pattern)
    {
        var path = Path.Combine(Path.GetDirectoryName(Root)!, "shared", folder);
        return Directory.Exists(path) ? [.. Directory.GetFiles(path, pattern).Order(StringComparer.Ordinal)] : [];
    }

    /// <summary>The sample board's site.</summary>
    public static string SampleSite => Path.Combine(Root, "corpus", "site");

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>All files of the repository with this ending, without what builds leave behind.</summary>
    public static IEnumerable<string> Files(string pattern, string under = ".") =>
        Directory.EnumerateFiles(Path.Combine(Root, under), pattern, SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Where(path => !path.Split('/').Any(part => part is "bin" or "obj" or ".git" or "TestResults" or "data"))
            .Order(StringComparer.Ordinal);

    private static string FindRoot([CallerFilePath] string here = "")
    {
        for (var folder = Path.GetDirectoryName(here); folder is not null; folder = Path.GetDirectoryName(folder))
            if (File.Exists(Path.Combine(folder, "ArchiveIndexer.sln"))) return folder;
        throw new InvalidOperationException($"There is no ArchiveIndexer.sln above {here}.");
    }
}
